#include "data/ingestion/side_rows.h"

#include "data/ingestion/csv/field_scanner.h"

namespace kilowatch {

Status ForEachRow(const TextFile& file, const CsvPlan& plan, const std::function<void(std::span<const std::string_view>, std::int64_t)>& row) {
  KW_ASSIGN(const TextPiece piece, file.Read(plan.first_offset, file.size()));
  FieldScanner scanner(piece.text, plan.understanding.separator, plan.quote);
  std::int64_t line = plan.first_line;
  while (scanner.Next()) {
    if (!scanner.blank() && scanner.row() != plan.header_line) row(scanner.fields(), line);
    line += scanner.lines();
  }
  return {};
}

}  // namespace kilowatch
