#include "data/store/table.h"

namespace kilowatch {

std::size_t TableColumn::size() const {
  return std::visit([](const auto& column) { return column.size(); }, values);
}

bool IsTablePath(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".parquet" || ending == ".arrow" || ending == ".feather" || ending == ".ipc";
}

}  // namespace kilowatch

#ifndef KILOWATCH_ARROW

namespace kilowatch {
namespace {

std::unexpected<Error> WithoutArrow() {
  return Fail(ErrorCode::kUnsupported,
              {"this build cannot read or write Parquet and Arrow files", "cette version ne sait ni lire ni écrire les fichiers Parquet et Arrow"},
              {"Run scripts/bootstrap core and build again, or use CSV", "Lancez scripts/bootstrap core et recompilez, ou utilisez le CSV"});
}

}  // namespace

struct TableWriter::State {};
struct TableReader::State {};

bool HasArrow() { return false; }

Result<TableWriter> TableWriter::Create(const std::filesystem::path&) { return WithoutArrow(); }
TableWriter::TableWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableWriter::TableWriter(TableWriter&&) noexcept = default;
TableWriter::~TableWriter() = default;
Status TableWriter::Write(const TableBatch&) { return WithoutArrow(); }
Status TableWriter::Commit() { return WithoutArrow(); }

Result<TableReader> TableReader::Open(const std::filesystem::path&) { return WithoutArrow(); }
TableReader::TableReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableReader::TableReader(TableReader&&) noexcept = default;
TableReader::~TableReader() = default;
Result<TableBatch> TableReader::Next() { return WithoutArrow(); }

}  // namespace kilowatch

#endif
