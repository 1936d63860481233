#include "foundation/text/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cmath>

#include "foundation/base/format_phrase.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

constexpr int kDeepest = 64;
constexpr int kMostValues = 1'000'000;

// RFC 6901.
std::string EscapePointer(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out.push_back(c);
  }
  return out;
}

nlohmann::ordered_json PlainScalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  std::int64_t integer = 0;
  const char* end = text.data() + text.size();
  const char* begin = text.front() == '+' ? text.data() + 1 : text.data();
  if (const auto [stop, error] = std::from_chars(begin, end, integer); error == std::errc() && stop == end) return integer;
  if (const auto number = ParseNumber(text)) return *number;
  return text;
}

class Converter {
 public:
  explicit Converter(YamlDocument& document) : document_(document) {}

  Result<nlohmann::ordered_json> Convert(const YAML::Node& node, const std::string& pointer, int depth) {
    const int line = node.Mark().line + 1;
    document_.lines.emplace(pointer, line);
    if (depth > kDeepest) return Refuse(line, {"nested deeper than 64 levels", "imbriqué sur plus de 64 niveaux"});
    if (++values_ > kMostValues) return Refuse(line, {"more than a million values", "plus d’un million de valeurs"});
    switch (node.Type()) {
      case YAML::NodeType::Map: return ConvertMap(node, pointer, depth);
      case YAML::NodeType::Sequence: return ConvertSequence(node, pointer, depth);
      case YAML::NodeType::Scalar: return node.Tag() == "!" ? nlohmann::ordered_json(node.Scalar()) : PlainScalar(node.Scalar());
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined: break;
    }
    return nlohmann::ordered_json(nullptr);
  }

 private:
  std::unexpected<Error> Refuse(int line, const Phrase& what) const {
    return Fail(ErrorCode::kConfiguration, FormatPhrase("{}:{}: {}", "{}:{} : {}", document_.name, line, what));
  }

  Result<nlohmann::ordered_json> ConvertMap(const YAML::Node& node, const std::string& pointer, int depth) {
    auto object = nlohmann::ordered_json::object();
    for (const auto& entry : node) {
      const YAML::Node& key = entry.first;
      const int line = key.Mark().line + 1;
      if (!key.IsScalar()) return Refuse(line, {"a key must be a word", "une clé doit être un mot"});
      const std::string child = pointer + "/" + EscapePointer(key.Scalar());
      if (object.contains(key.Scalar())) {
        return Refuse(line, FormatPhrase("\"{}\" stands twice, first on line {}", "« {} » figure deux fois, d’abord en ligne {}", key.Scalar(),
                                         document_.lines[child]));
      }
      document_.lines.emplace(child, line);
      KW_ASSIGN(object[key.Scalar()], Convert(entry.second, child, depth + 1));
    }
    return object;
  }

  Result<nlohmann::ordered_json> ConvertSequence(const YAML::Node& node, const std::string& pointer, int depth) {
    auto array = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < node.size(); ++i) {
      KW_ASSIGN(auto item, Convert(node[i], fmt::format("{}/{}", pointer, i), depth + 1));
      array.push_back(std::move(item));
    }
    return array;
  }

  YamlDocument& document_;
  int values_ = 0;
};

}  // namespace

std::string YamlDocument::Where(std::string_view pointer) const {
  std::string path(pointer);
  while (true) {
    if (const auto found = lines.find(path); found != lines.end()) return fmt::format("{}:{}", name, found->second);
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return name;
    path.resize(slash);
  }
}

Result<YamlDocument> ParseYaml(std::string_view text, std::string name) {
  YamlDocument document;
  document.name = std::move(name);
  try {
    const YAML::Node root = YAML::Load(std::string(text));
    KW_ASSIGN(document.value, Converter(document).Convert(root, "", 0));
    return document;
  } catch (const YAML::Exception& error) {
    return Fail(ErrorCode::kConfiguration,
                FormatPhrase("{}:{}: broken YAML ({})", "{}:{} : YAML mal formé ({})", document.name, error.mark.line + 1, error.msg),
                {"Mend the YAML on that line", "Corrigez le YAML à cette ligne"});
  }
}

}  // namespace kilowatch
