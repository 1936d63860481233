#include "data/ingestion/csv/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kilowatch {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kLooked = 1 << 16;

// Code points of the bytes 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard, index windows-1252).
constexpr std::array<char16_t, 32> kHigh = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

unsigned char At(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

void AppendCodePoint(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | c >> 6));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | c >> 12));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | c >> 18));
    out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

// Length of the well-formed character at `i` (Unicode 15, table 3-7), 0 if there is none; `cut` says that the text ends within it.
std::size_t Utf8Length(std::string_view bytes, std::size_t i, bool& cut) {
  const unsigned char lead = At(bytes, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  if (length == 0) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if (i + k >= bytes.size()) {
      cut = true;
      return 0;
    }
    const unsigned char next = At(bytes, i + k);
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (k == 1 && lead == 0xE0) low = 0xA0;
    if (k == 1 && lead == 0xED) high = 0x9F;
    if (k == 1 && lead == 0xF0) low = 0x90;
    if (k == 1 && lead == 0xF4) high = 0x8F;
    if (next < low || next > high) return 0;
  }
  return length;
}

bool IsUtf8(std::string_view bytes, bool may_be_cut) {
  for (std::size_t i = 0; i < bytes.size();) {
    bool cut = false;
    const std::size_t length = Utf8Length(bytes, i, cut);
    if (length == 0) return cut && may_be_cut;
    i += length;
  }
  return true;
}

std::string FromUtf16(std::string_view bytes, bool little) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](std::size_t i) {
    return static_cast<char16_t>(little ? At(bytes, i) | At(bytes, i + 1) << 8 : At(bytes, i) << 8 | At(bytes, i + 1));
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    AppendCodePoint(c >= 0xD800 && c < 0xE000 ? kReplacement : c, out);
  }
  return out;
}

std::string FromWindows1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char c = At(bytes, i);
    AppendCodePoint(c >= 0x80 && c < 0xA0 ? kHigh[c - 0x80] : c, out);
  }
  return out;
}

struct Kind {
  std::string_view magic;
  Phrase what;
};

const std::array<Kind, 7>& Kinds() {
  static const std::array<Kind, 7> kinds = {{
      {"PK\x03\x04",
       {"a ZIP archive or an Excel workbook; save the sheet as CSV", "une archive ZIP ou un classeur Excel ; enregistrez la feuille en CSV"}},
      {"PAR1", {"a Parquet file", "un fichier Parquet"}},
      {"ARROW1", {"an Arrow file", "un fichier Arrow"}},
      {"%PDF", {"a PDF document", "un document PDF"}},
      {"\x89PNG", {"a picture", "une image"}},
      {"\xFF\xD8\xFF", {"a picture", "une image"}},
      {"\xD0\xCF\x11\xE0", {"an old Excel workbook; save the sheet as CSV", "un ancien classeur Excel ; enregistrez la feuille en CSV"}},
  }};
  return kinds;
}

}  // namespace

std::string_view EncodingName(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return "UTF-8";
    case Encoding::kUtf8WithBom: return "UTF-8 with BOM";
    case Encoding::kUtf16Le: return "UTF-16LE";
    case Encoding::kUtf16Be: return "UTF-16BE";
    case Encoding::kWindows1252: break;
  }
  return "Windows-1252";
}

Encoding DetectEncoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return Encoding::kUtf8WithBom;
  if (bytes.starts_with("\xFF\xFE")) return Encoding::kUtf16Le;
  if (bytes.starts_with("\xFE\xFF")) return Encoding::kUtf16Be;
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
  const std::size_t many = head.size() / 4;
  if (many > 0 && zeros[1] > many && zeros[0] * 8 < zeros[1]) return Encoding::kUtf16Le;
  if (many > 0 && zeros[0] > many && zeros[1] * 8 < zeros[0]) return Encoding::kUtf16Be;
  return IsUtf8(bytes, true) ? Encoding::kUtf8 : Encoding::kWindows1252;
}

std::size_t MarkLength(Encoding encoding) { return encoding == Encoding::kUtf8WithBom ? 3 : 0; }

std::string ToUtf8(std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: return std::string(bytes);
    case Encoding::kUtf8WithBom: return std::string(bytes.substr(std::min(bytes.size(), MarkLength(encoding))));
    case Encoding::kUtf16Le: return FromUtf16(bytes.substr(bytes.starts_with("\xFF\xFE") ? 2 : 0), true);
    case Encoding::kUtf16Be: return FromUtf16(bytes.substr(bytes.starts_with("\xFE\xFF") ? 2 : 0), false);
    case Encoding::kWindows1252: break;
  }
  return FromWindows1252(bytes);
}

std::string EnsureUtf8(std::string_view text) { return IsUtf8(text, false) ? std::string(text) : FromWindows1252(text); }

Phrase WhyNotText(std::string_view bytes, Encoding encoding) {
  for (const Kind& kind : Kinds()) {
    if (bytes.starts_with(kind.magic)) return {"it is " + kind.what.en, "c'est " + kind.what.fr};
  }
  if (encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be) return {};
  const std::string_view head = bytes.substr(0, kLooked);
  std::size_t controls = 0;
  for (const char c : head) controls += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  // A logger that lost power leaves a few zeros behind; those lines are rejects, not a reason to refuse the file.
  if (controls * 20 > head.size()) return {"it is binary, not text", "c'est un fichier binaire, pas du texte"};
  return {};
}

}  // namespace kilowatch
