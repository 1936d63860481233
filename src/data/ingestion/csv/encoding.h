#pragma once

#include <string>
#include <string_view>

#include "foundation/base/phrase.h"

namespace kilowatch {

enum class Encoding { kUtf8, kUtf8WithBom, kUtf16Le, kUtf16Be, kWindows1252 };

// "UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Windows-1252".
std::string_view EncodingName(Encoding encoding);

// What the bytes are written in: by a byte order mark, by the zeros that UTF-16 leaves in Latin text, by being valid UTF-8; else Windows-1252,
// which is ISO-8859-1 with the euro sign and typographic quotes. `bytes` may be cut anywhere, also within a character.
Encoding DetectEncoding(std::string_view bytes);

// The bytes of the byte order mark in front.
std::size_t MarkLength(Encoding encoding);

// The text in UTF-8, without byte order mark. Whatever is no character becomes U+FFFD.
std::string ToUtf8(std::string_view bytes, Encoding encoding);

// `text` itself if it is valid UTF-8, else read as Windows-1252: names and quoted texts are always printable.
std::string EnsureUtf8(std::string_view text);

// Why these first bytes of a file are not text, for a person; empty if they are text. Known kinds (ZIP and Excel, Parquet, PDF, pictures) are named.
Phrase WhyNotText(std::string_view bytes, Encoding encoding);

}  // namespace kilowatch
