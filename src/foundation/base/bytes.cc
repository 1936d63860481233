#include "foundation/base/bytes.h"

namespace kilowatch {

std::unexpected<Error> ByteReader::Short() {
  return Fail(ErrorCode::kUnreadable, {"a stored model ends early or is damaged", "un modèle enregistré est tronqué ou endommagé"},
              {"Train it again, or take a whole copy of the file", "Entraînez-le de nouveau, ou prenez une copie entière du fichier"});
}

Result<bool> ByteReader::GetBool() {
  KW_ASSIGN(const std::uint8_t value, Get<std::uint8_t>());
  if (value > 1) return Short();
  return value == 1;
}

Result<std::string> ByteReader::GetText() {
  KW_ASSIGN(const std::uint32_t length, Get<std::uint32_t>());
  if (length > bytes_.size()) return Short();
  std::string text(bytes_.substr(0, length));
  bytes_.remove_prefix(length);
  return text;
}

Status ByteReader::ExpectEnd() const {
  if (!bytes_.empty()) return Short();
  return {};
}

}  // namespace kilowatch
