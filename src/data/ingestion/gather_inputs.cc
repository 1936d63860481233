#include "data/ingestion/gather_inputs.h"

#include <algorithm>
#include <system_error>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = 256 << 10;
constexpr std::size_t kSample = 64 << 10;

bool IsFile(const std::string& text) {
  std::error_code error;
  return !text.empty() && fs::is_regular_file(text, error);
}

// A file that an option names is read as what the option says, and not as an input besides.
bool IsOptionFile(const fs::path& path, const InputOptions& options) {
  for (const fs::path& named : {fs::path(options.weather), fs::path(options.labels), fs::path(options.holidays), options.calendar, options.meters}) {
    std::error_code error;
    if (!named.empty() && fs::equivalent(path, named, error)) return true;
  }
  return false;
}

Result<CsvPlan> Understand(const TextFile& file, const InputOptions& options, bool is_weather = false) {
  KW_ASSIGN(const TextPiece head, file.Read(0, kHead));
  CsvContext context;
  context.path = file.name();
  context.encoding = EncodingName(file.encoding());
  context.compression = file.compression();
  context.head_is_whole = head.text.size() >= file.size();
  context.options = &options;
  context.is_weather = is_weather;
  TextPiece middle;
  TextPiece end;
  if (!context.head_is_whole) {
    KW_ASSIGN(middle, file.Read(file.size() / 2, file.size() / 2 + kSample));
    KW_ASSIGN(end, file.Read(file.size() - kSample, file.size()));
  }
  context.middle = middle.text;
  context.end = end.text;
  return UnderstandCsv(head.text, context);
}

class Gatherer {
 public:
  Gatherer(const InputOptions& options, std::stop_token stop) : options_(options), stop_(std::move(stop)) {}

  Status Add(const InputPath& input);
  Status AddOptionFiles();
  // Opens the files of readings that wait for the meter lists: those found and `beside` them.
  Status OpenReadings(const MeterList& beside);
  void Ignore(const std::string& path, const Phrase& why) {
    FileUnderstanding ignored;
    ignored.path = path;
    ignored.why = why;
    out_.others.push_back(std::move(ignored));
  }
  // An error where an option names a column that no file has, side files aside.
  Status CheckColumns() const;
  const MeterList& meters() const { return out_.meters; }
  Gathered Take() { return std::move(out_); }

 private:
  struct Pending {
    std::unique_ptr<TextFile> file;
    CsvPlan plan;
    InputPath input;
    std::size_t order = 0;
  };

  void NoteColumns(const CsvPlan& plan);

  Status AddUnderstood(std::unique_ptr<TextFile> file, CsvPlan plan, const InputPath& input);
  Status Settle(Status status, const InputPath& input);
  Status Open(Pending pending, const TimeZone& zone);
  Status AddSideFile(const TextFile& file, const CsvPlan& plan, const fs::path& path);
  Status AddOptionFile(const fs::path& path, FileRole role);
  TimeZone ZoneOf(const CsvPlan& plan) const { return TimeZone::Find(plan.understanding.zone).value_or(TimeZone()); }

  const InputOptions& options_;
  std::stop_token stop_;
  std::vector<Pending> pending_;
  std::map<std::string, std::optional<Error>> columns_;  // by option: found (nothing), or the first file's lack of it
  Gathered out_;
};

// The zone of all meters that have one, or "".
std::string OneZone(const MeterList& meters, const MeterList& beside) {
  std::string zone;
  for (const MeterList* list : {&meters, &beside}) {
    for (const auto& [name, meter] : *list) {
      if (!meter.zone || *meter.zone == zone) continue;
      if (!zone.empty()) return {};
      zone = *meter.zone;
    }
  }
  return zone;
}

Status Gatherer::Add(const InputPath& input) {
  if (stop_.stop_requested()) return Stopped();
  auto file = TextFile::Open(input.path);
  auto plan = file ? Understand(**file, options_) : Result<CsvPlan>(std::unexpected(file.error()));
  return Settle(plan ? AddUnderstood(std::move(*file), std::move(*plan), input) : Status(std::unexpected(plan.error())), input);
}

// What could not be read is said, unless the user has to know at once.
Status Gatherer::Settle(Status status, const InputPath& input) {
  if (status) return {};
  const ErrorCode code = status.error().code;
  if (code == ErrorCode::kInterrupted) return status;
  if (input.named && (code == ErrorCode::kNotFound || code == ErrorCode::kIo || code == ErrorCode::kUsage)) return status;
  if (input.named && !out_.first_error) out_.first_error = status.error();
  Ignore(input.path.string(), status.error().message);
  return {};
}

void Gatherer::NoteColumns(const CsvPlan& plan) {
  const std::pair<const char*, const std::string*> named[] = {{"--time-column", &options_.time_column},
                                                              {"--value-column", &options_.value_column},
                                                              {"--meter-column", &options_.meter_column},
                                                              {"--labels", &options_.labels},
                                                              {"--weather", &options_.weather}};
  for (const auto& [option, name] : named) {
    const bool of_readings = std::string_view(option).ends_with("-column");
    if (name->empty() || (of_readings && plan.understanding.role != FileRole::kReadings)) continue;
    const auto lack = std::ranges::find(plan.lacking, option, &LackingColumn::option);
    if (lack == plan.lacking.end()) {
      columns_[option].reset();
    } else {
      columns_.try_emplace(option, lack->error);
    }
  }
}

Status Gatherer::CheckColumns() const {
  for (const auto& [option, lack] : columns_) {
    if (lack) return std::unexpected(*lack);
  }
  return {};
}

Status Gatherer::AddUnderstood(std::unique_ptr<TextFile> file, CsvPlan plan, const InputPath& input) {
  NoteColumns(plan);
  if (plan.understanding.role == FileRole::kReadings) {
    for (const LackingColumn& lack : plan.lacking) {
      if (!lack.option.ends_with("-column")) continue;
      plan.understanding.assumed.push_back({lack.option + " names no column of this file: it was understood without",
                                            lack.option + " ne nomme aucune colonne de ce fichier : il a été compris sans"});
    }
  }
  if (plan.understanding.role != FileRole::kReadings) return AddSideFile(*file, plan, input.path);
  // Which hours a row of a day has depends on the zone, perhaps of a list that is still to come; other stamps wait for their meter's.
  const bool waits = plan.understanding.layout == Layout::kWideByHour && !plan.zone_is_given;
  const TimeZone zone = ZoneOf(plan);
  Pending pending{std::move(file), std::move(plan), input, out_.others.size()};
  if (!waits) return Open(std::move(pending), zone);
  pending_.push_back(std::move(pending));
  return {};
}

Status Gatherer::OpenReadings(const MeterList& beside) {
  const TimeZone zone = TimeZone::Find(OneZone(out_.meters, beside)).value_or(TimeZone());
  for (Pending& pending : pending_) {
    const InputPath input = pending.input;
    KW_RETURN_IF_ERROR(Settle(Open(std::move(pending), zone), input));
  }
  pending_.clear();
  return {};
}

Status Gatherer::Open(Pending pending, const TimeZone& zone) {
  KW_ASSIGN(auto csv, CsvFile::Open(std::move(pending.file), std::move(pending.plan), zone, {options_.threads, stop_}));
  if (csv->meters().empty()) {
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{} holds no row with a readable date and time",
                                                     "{} ne contient aucune ligne avec une date lisible", pending.input.path.string()));
  }
  out_.files.push_back(std::move(csv));
  out_.paths.push_back(pending.input.path);
  out_.understood_order.push_back(pending.order);
  return {};
}

Status Gatherer::AddSideFile(const TextFile& file, const CsvPlan& plan, const fs::path& path) {
  FileUnderstanding understood = plan.understanding;
  const TimeZone zone = ZoneOf(plan);
  switch (understood.role) {
    case FileRole::kWeather: {
      KW_ASSIGN(auto by_site, ReadWeather(file, plan, zone));
      for (auto& [site, weather] : by_site) {
        understood.rows += static_cast<std::int64_t>(weather.time.size());
        out_.weather.push_back({site, Stem(path), understood.path, path.parent_path(), std::move(weather), !plan.zone_is_given});
      }
      break;
    }
    case FileRole::kMeterList: {
      KW_ASSIGN(MeterList list, ReadMeterList(file, plan));
      understood.rows = static_cast<std::int64_t>(list.size());
      list.merge(out_.meters);
      out_.meters = std::move(list);
      break;
    }
    case FileRole::kCalendar: {
      KW_ASSIGN(const std::vector<LocalDay> days, ReadDays(file, plan));
      understood.rows = static_cast<std::int64_t>(days.size());
      out_.holidays.insert(out_.holidays.end(), days.begin(), days.end());
      break;
    }
    case FileRole::kLabels: {
      KW_ASSIGN(const std::vector<FileLabel> labels, ReadLabels(file, plan, zone));
      understood.rows = static_cast<std::int64_t>(labels.size());
      out_.labels.insert(out_.labels.end(), labels.begin(), labels.end());
      break;
    }
    case FileRole::kReadings:
    case FileRole::kIgnored: break;
  }
  out_.others.push_back(std::move(understood));
  return {};
}

// The option says the role, whatever the file looks like.
Status Gatherer::AddOptionFile(const fs::path& path, FileRole role) {
  const auto wrong = [&](const Error& error) { return Fail(ErrorCode::kConfiguration, error.message, error.advice); };
  auto file = TextFile::Open(path);
  if (!file) return wrong(file.error());
  InputOptions plain;
  plain.zone = options_.zone;
  auto plan = Understand(**file, plain, role == FileRole::kWeather);
  if (!plan) return wrong(plan.error());
  const bool fits = plan->understanding.role == role || (role == FileRole::kWeather && plan->temperature_column);
  if (!fits) {
    return Fail(ErrorCode::kConfiguration,
                FormatPhrase("{} was named as {} but looks like {}: {}", "{} est annoncé comme {} mais ressemble à {} : {}", path.string(),
                             FileRoleWords(role), FileRoleWords(plan->understanding.role), plan->understanding.why));
  }
  plan->understanding.role = role;
  if (const Status status = AddSideFile(**file, *plan, path); !status) return wrong(status.error());
  return {};
}

Status Gatherer::AddOptionFiles() {
  if (!options_.meters.empty()) {
    const std::string extension = options_.meters.extension().string();
    if (extension == ".yml" || extension == ".yaml") {
      KW_ASSIGN(MeterList list, ReadMeterListYaml(options_.meters));
      FileUnderstanding understood;
      understood.path = options_.meters.string();
      understood.role = FileRole::kMeterList;
      understood.why = {"named by --meters", "nommée par --meters"};
      understood.rows = static_cast<std::int64_t>(list.size());
      out_.others.push_back(std::move(understood));
      list.merge(out_.meters);
      out_.meters = std::move(list);
    } else {
      KW_RETURN_IF_ERROR(AddOptionFile(options_.meters, FileRole::kMeterList));
    }
  }
  if (IsFile(options_.weather)) {
    KW_RETURN_IF_ERROR(AddOptionFile(options_.weather, FileRole::kWeather));
  }
  if (IsFile(options_.labels)) {
    KW_RETURN_IF_ERROR(AddOptionFile(options_.labels, FileRole::kLabels));
  }
  return {};
}

}  // namespace

Result<Gathered> GatherInputs(const Inputs& inputs, const InputOptions& options, std::stop_token stop) {
  InputOptions for_columns = options;
  // A file is no column's name.
  if (IsFile(options.weather)) for_columns.weather.clear();
  if (IsFile(options.labels)) for_columns.labels.clear();
  Gatherer gatherer(for_columns, std::move(stop));
  for (const InputPath& input : inputs.files) {
    if (IsOptionFile(input.path, options)) continue;
    KW_RETURN_IF_ERROR(gatherer.Add(input));
  }
  KW_RETURN_IF_ERROR(gatherer.CheckColumns());
  for (const SkippedPath& skipped : inputs.skipped) gatherer.Ignore(skipped.path.string(), skipped.why);
  Gatherer for_options(options, {});
  KW_RETURN_IF_ERROR(for_options.AddOptionFiles());
  KW_RETURN_IF_ERROR(gatherer.OpenReadings(for_options.meters()));
  Gathered gathered = gatherer.Take();
  Gathered beside = for_options.Take();
  beside.meters.merge(gathered.meters);
  gathered.meters = std::move(beside.meters);
  // What an option names replaces what was found.
  if (!beside.weather.empty()) gathered.weather = std::move(beside.weather);
  std::ranges::move(beside.labels, std::back_inserter(gathered.labels));
  std::ranges::move(beside.others, std::back_inserter(gathered.others));
  return gathered;
}

}  // namespace kilowatch
