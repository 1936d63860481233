#include "data/ingestion/formula/formula.h"

#include "foundation/base/format_phrase.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

struct FormulaToken {
  enum class Kind { kName, kPlus, kMinus, kTimes, kOpen, kClose, kComma, kEnd };
  Kind kind = Kind::kEnd;
  std::string text;
  bool quoted = false;
};
using Kind = FormulaToken::Kind;

class FormulaReader {
 public:
  explicit FormulaReader(std::string_view text) : text_(text) { Advance(); }

  Result<std::vector<FormulaTerm>> Read() {
    KW_RETURN_IF_ERROR(ReadSum(1));
    if (next_.kind != Kind::kEnd) return Unexpected({"an operator", "un opérateur"});
    return std::move(terms_);
  }

 private:
  std::unexpected<Error> Unexpected(const Phrase& wanted) const {
    const Phrase found = next_.kind == Kind::kEnd ? Phrase{"its end", "sa fin"} : FormatPhrase("\"{}\"", "« {} »", next_.text);
    return Fail(
        ErrorCode::kConfiguration,
        FormatPhrase("formula \"{}\": {} stands where {} is expected", "formule « {} » : {} à la place de {}", std::string(text_), found, wanted),
        {"Write formulas like main - sum(subs), with spaces around + and -, and quotes around names with spaces",
         "Écrivez les formules comme main - sum(subs), avec des espaces autour de + et de -, et des guillemets autour des noms à espaces"});
  }

  Status ReadSum(double factor) {
    double sign = 1;
    if (next_.kind == Kind::kMinus || next_.kind == Kind::kPlus) {
      sign = next_.kind == Kind::kMinus ? -1 : 1;
      Advance();
    }
    while (true) {
      KW_RETURN_IF_ERROR(ReadTerm(factor * sign));
      if (next_.kind != Kind::kPlus && next_.kind != Kind::kMinus) return {};
      sign = next_.kind == Kind::kMinus ? -1 : 1;
      Advance();
    }
  }

  Status ReadTerm(double factor) {
    if (next_.kind == Kind::kOpen) {
      Advance();
      KW_RETURN_IF_ERROR(ReadList(factor));
      return {};
    }
    if (next_.kind != Kind::kName) return Unexpected({"a meter", "un compteur"});
    const FormulaToken name = next_;
    Advance();
    if (next_.kind == Kind::kTimes && !name.quoted) {
      const auto number = ParseNumber(name.text);
      if (!number) return Unexpected({"a number before *", "un nombre avant *"});
      Advance();
      return ReadTerm(factor * *number);
    }
    if (next_.kind == Kind::kOpen && name.text == "sum" && !name.quoted) {
      Advance();
      return ReadList(factor);
    }
    terms_.push_back({factor, name.text, name.quoted});
    return {};
  }

  // Up to the closing bracket; commas add.
  Status ReadList(double factor) {
    if (++depth_ > kMostDepth) return Unexpected({"fewer brackets", "moins de parenthèses"});
    KW_RETURN_IF_ERROR(ReadSum(factor));
    while (next_.kind == Kind::kComma) {
      Advance();
      KW_RETURN_IF_ERROR(ReadSum(factor));
    }
    if (next_.kind != Kind::kClose) return Unexpected({")", ")"});
    --depth_;
    Advance();
    return {};
  }

  void Advance() {
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
    if (at_ >= text_.size()) {
      next_ = {};
      return;
    }
    const char c = text_[at_];
    const bool stands_alone = at_ + 1 == text_.size() || IsBlank(text_[at_ + 1]);
    if ((c == '+' || c == '-' || c == '*') && (stands_alone || c == '*')) {
      next_ = {c == '+' ? Kind::kPlus : c == '-' ? Kind::kMinus : Kind::kTimes, std::string(1, c), false};
      ++at_;
    } else if (c == '(' || c == ')' || c == ',') {
      next_ = {c == '(' ? Kind::kOpen : c == ')' ? Kind::kClose : Kind::kComma, std::string(1, c), false};
      ++at_;
    } else {
      AdvanceOverName(c);
    }
  }

  void AdvanceOverName(char first) {
    if (first == '"' || first == '\'') {
      const std::size_t end = std::min(text_.find(first, at_ + 1), text_.size());
      next_ = {Kind::kName, std::string(text_.substr(at_ + 1, end - at_ - 1)), true};
      at_ = std::min(end + 1, text_.size());
      return;
    }
    std::size_t end = at_;
    while (end < text_.size() && !IsBlank(text_[end]) && text_[end] != '(' && text_[end] != ')' && text_[end] != ',') ++end;
    next_ = {Kind::kName, std::string(text_.substr(at_, end - at_)), false};
    at_ = end;
  }

  static constexpr int kMostDepth = 64;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  FormulaToken next_;
  std::vector<FormulaTerm> terms_;
};

}  // namespace

Result<std::vector<FormulaTerm>> ParseFormula(std::string_view text) { return FormulaReader(text).Read(); }

}  // namespace kilowatch
