#include "learning/simulation/simulate.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/parallel.h"
#include "foundation/base/system_reason.h"
#include "foundation/text/compression.h"
#include "learning/simulation/portfolio_text.h"
#include "learning/simulation/reading_text.h"
#include "learning/simulation/simulator.h"

namespace kilowatch {
namespace {

// One site as text, made on any thread.
struct SiteText {
  std::vector<ReadingText> readings;
  std::string meters;
  std::string labels;
  SimulationSummary counts;
};

void CountSite(const SimulatedSite& site, SimulationSummary& counts) {
  counts.sites = 1;
  for (const SimulatedMeter& meter : site.meters) {
    ++counts.meters;
    for (const SimulatedLabel& label : meter.labels) {
      ++counts.labels;
      ++counts.labels_by_kind[static_cast<std::size_t>(label.kind)];
      const bool own = label.origin == meter.meter.name && label.injected_class == InjectedClass::kWaste;
      if (own) counts.waste += RoundToMoney(meter.Kwh(label.excess()) * meter.unit_price, counts.currency);
    }
    const bool once = meter.meter.role == MeterRole::kMain;
    if (once) counts.permanent_waste += RoundToMoney(meter.Kwh(meter.permanent_waste) * meter.unit_price, counts.currency);
  }
}

// Members of a gzip file may follow each other, so each site is one.
void Compress(ReadingText& text) {
  text.path += ".gz";
  text.header = Gzip(text.header);
  text.lines = Gzip(text.lines);
}

SiteText WriteSite(const Simulator& simulator, const StampTexts& stamps, std::size_t index) {
  const SimulatedSite site = simulator.MakeSite(index);
  SiteText text{WriteReadings(simulator, stamps, site), MeterListLines(simulator, site), LabelLines(simulator, site), {}};
  text.counts.currency = *ParseCurrency(simulator.options().currency);
  CountSite(site, text.counts);
  for (ReadingText& readings : text.readings) {
    text.counts.rows += readings.rows;
    if (simulator.options().format.gzip) Compress(readings);
  }
  return text;
}

void Add(const SimulationSummary& part, SimulationSummary& whole) {
  whole.sites += part.sites;
  whole.meters += part.meters;
  whole.rows += part.rows;
  whole.labels += part.labels;
  for (std::size_t k = 0; k < kInjectedKindCount; ++k) whole.labels_by_kind[k] += part.labels_by_kind[k];
  whole.waste += part.waste;
  whole.permanent_waste += part.permanent_waste;
}

// Files of a portfolio that grow with the sites.
class PortfolioFiles {
 public:
  static Result<PortfolioFiles> Create(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
      return Fail(
          ErrorCode::kIo,
          FormatPhrase("cannot make the folder {}: {}", "impossible de créer le dossier {} : {}", folder.string(), SystemReason(error.value())),
          {"Check the permissions of its parent", "Vérifiez les droits sur son parent"});
    }
    KW_ASSIGN(AtomicFile meters, AtomicFile::Create(folder / "meters.csv"));
    KW_ASSIGN(AtomicFile labels, AtomicFile::Create(folder / "labels.csv"));
    KW_RETURN_IF_ERROR(meters.Write(MeterListHeader()));
    KW_RETURN_IF_ERROR(labels.Write(LabelHeader()));
    PortfolioFiles files(folder, std::move(meters), std::move(labels));
    files.names_ = {"meters.csv", "labels.csv"};
    return files;
  }

  Status Append(const SiteText& text) {
    KW_RETURN_IF_ERROR(meters_.Write(text.meters));
    KW_RETURN_IF_ERROR(labels_.Write(text.labels));
    for (const ReadingText& readings : text.readings) KW_RETURN_IF_ERROR(AppendReadings(readings));
    return {};
  }

  Status Write(const std::string& name, std::string_view text) {
    names_.emplace_back(name);
    return WriteFileAtomically(folder_ / name, text);
  }

  Status Commit() {
    if (readings_) KW_RETURN_IF_ERROR(readings_->Commit());
    KW_RETURN_IF_ERROR(meters_.Commit());
    return labels_.Commit();
  }

  std::vector<std::filesystem::path> SortedNames() const {
    auto names = names_;
    std::ranges::sort(names);
    return names;
  }

 private:
  PortfolioFiles(std::filesystem::path folder, AtomicFile meters, AtomicFile labels)
      : folder_(std::move(folder)), meters_(std::move(meters)), labels_(std::move(labels)) {}

  Status AppendReadings(const ReadingText& text) {
    const std::filesystem::path path = folder_ / text.path;
    if (path.parent_path() != folder_) {
      std::error_code error;
      std::filesystem::create_directories(path.parent_path(), error);
      return Write(text.path, text.header + text.lines);
    }
    if (!readings_) {
      KW_ASSIGN(AtomicFile file, AtomicFile::Create(path));
      readings_.emplace(std::move(file));
      names_.emplace_back(text.path);
      KW_RETURN_IF_ERROR(readings_->Write(text.header));
    }
    return readings_->Write(text.lines);
  }

  std::filesystem::path folder_;
  AtomicFile meters_;
  AtomicFile labels_;
  std::optional<AtomicFile> readings_;
  std::vector<std::filesystem::path> names_;
};

}  // namespace

Result<SimulationSummary> Simulate(const SimulationOptions& options, const std::filesystem::path& folder, const std::stop_token& stop) {
  KW_ASSIGN(const Simulator simulator, Simulator::Create(options));
  KW_ASSIGN(PortfolioFiles files, PortfolioFiles::Create(folder));
  const StampTexts stamps(simulator.clock(), options.format);
  const int threads = ThreadCount(options.threads);
  const auto batch = static_cast<std::size_t>(threads) * 4;
  SimulationSummary summary;
  summary.currency = *ParseCurrency(options.currency);
  const auto sites = static_cast<std::size_t>(options.sites);
  for (std::size_t first = 0; first < sites; first += batch) {
    std::vector<SiteText> texts(std::min(batch, sites - first));
    ParallelFor(texts.size(), threads, stop, [&](std::size_t i) { texts[i] = WriteSite(simulator, stamps, first + i); });
    if (stop.stop_requested())
      return Fail(ErrorCode::kInterrupted, {"stopped before the portfolio was complete", "arrêt avant la fin du portefeuille"},
                  {"Run it again", "Relancez la commande"});
    for (const SiteText& text : texts) {
      KW_RETURN_IF_ERROR(files.Append(text));
      Add(text.counts, summary);
    }
  }
  KW_RETURN_IF_ERROR(files.Write("weather.csv", WeatherText(simulator)));
  KW_RETURN_IF_ERROR(files.Write("README.md", PortfolioReadme(simulator, summary)));
  KW_RETURN_IF_ERROR(files.Commit());
  summary.files = files.SortedNames();
  return summary;
}

}  // namespace kilowatch
