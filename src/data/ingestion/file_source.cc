#include "data/ingestion/file_source.h"

#include <algorithm>

#include "data/ingestion/csv/reject_tally.h"
#include "data/ingestion/repeated_rows.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::string IntervalText(Seconds interval, Spacing spacing) {
  if (spacing == Spacing::kLocalMonth) return "P1M";
  return FormatDuration(interval);
}

template <class T>
void Append(std::vector<T>& into, std::vector<T>& from) {
  into.insert(into.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// Joins a second part; temperature and labels that only one of them has are unknown and normal in the other.
void Join(MeterFrame& into, MeterFrame part) {
  if (part.empty()) return;
  const std::size_t before = into.size();
  if (into.temperature.empty() != part.temperature.empty()) {
    into.temperature.resize(before, std::numeric_limits<float>::quiet_NaN());
    part.temperature.resize(part.size(), std::numeric_limits<float>::quiet_NaN());
  }
  if (into.label.empty() != part.label.empty()) {
    into.label.resize(before, 0);
    part.label.resize(part.size(), 0);
  }
  if (part.size() > before) {
    into.interval = part.interval;
    into.spacing = part.spacing;
  }
  Append(into.time, part.time);
  Append(into.value, part.value);
  Append(into.quality, part.quality);
  Append(into.temperature, part.temperature);
  Append(into.label, part.label);
}

template <class T>
void Cut(std::vector<T>& values, std::size_t begin, std::size_t end) {
  if (values.empty()) return;
  values.resize(end);
  values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(begin));
}

void CutTo(MeterFrame& frame, Span span) {
  const auto begin = static_cast<std::size_t>(std::ranges::lower_bound(frame.time, span.begin) - frame.time.begin());
  const auto end = std::max(begin, static_cast<std::size_t>(std::ranges::lower_bound(frame.time, span.end) - frame.time.begin()));
  if (begin == 0 && end == frame.size()) return;
  Cut(frame.value, begin, end);
  Cut(frame.quality, begin, end);
  Cut(frame.temperature, begin, end);
  Cut(frame.label, begin, end);
  Cut(frame.time, begin, end);
}

void Say(FileUnderstanding& file, std::int64_t count, const Phrase& one, const Phrase& many) {
  if (count > 0) file.assumed.push_back(Counted(count, one, many));
}

// How stamps about a change of the clock were taken.
void SayStamps(FileUnderstanding& file, std::int64_t doubled, std::int64_t skipped, std::int64_t no_clock_changes) {
  const Phrase twice = {
      "in the hour that the clock passes twice: the first of a stamp is taken as summer time, the next as winter time",
      "dans l’heure que l’horloge passe deux fois : le premier d’un horodatage est pris en heure d’été, le suivant en heure d’hiver"};
  Say(file, doubled, FormatPhrase("reading {}", "relevé {}", twice), FormatPhrase("readings {}", "relevés {}", twice));
  const Phrase jumped = {"in an hour that the clock skips in spring: kept, moved by the jump of the clock",
                         "dans une heure que l’horloge saute au printemps, décalé du saut de l’horloge"};
  Say(file, skipped, FormatPhrase("reading {}", "relevé {}", jumped),
      {"readings " + jumped.en, "relevés dans une heure que l’horloge saute au printemps, décalés du saut de l’horloge"});
  const Phrase winter = {"whose stamps have every hour of the spring changes and no hour of an autumn twice: taken as winter time all year",
                         "dont les horodatages ont toutes les heures des passages de printemps et aucune heure d’automne en double : "
                         "pris en heure d’hiver toute l’année"};
  Say(file, no_clock_changes, FormatPhrase("meter {}", "compteur {}", winter), FormatPhrase("meters {}", "compteurs {}", winter));
}

}  // namespace

Result<FramePart> FileSource::ReadPart(std::size_t meter, const MeterPlace& place) const {
  const CsvFile& file = *parts_.files[place.file];
  KW_ASSIGN(const RawSeries series, file.Read(place.number));
  ReadingColumn reading = file.plan().readings[file.meters()[place.number].reading];
  if (place.unit) reading.unit = *place.unit;
  PartOptions options = parts_.options;
  options.is_whole = parts_.places[meter].size() == 1;
  FramePart part = MakeFramePart(*series.table, series.column, file.plan(), reading, parts_.stamp_zone[meter], options);
  Notes notes;
  notes.interval = part.frame.interval;
  notes.spacing = part.frame.spacing;
  notes.doubled = part.doubled;
  notes.skipped = part.skipped;
  notes.resets = part.resets;
  notes.rollovers = part.rollovers;
  notes.other_unit = part.other_unit;
  notes.no_clock_changes = part.no_clock_changes ? 1 : 0;
  notes.listed_unit = place.unit ? 1 : 0;
  const std::lock_guard lock(mutex_);
  notes_[{place.file, meter}] = notes;
  return part;
}

Result<MeterFrame> FileSource::Read(std::size_t meter, Span span) const {
  MeterFrame frame;
  std::vector<std::size_t> part_begin;
  for (const MeterPlace& place : parts_.places[meter]) {
    KW_ASSIGN(FramePart part, ReadPart(meter, place));
    part_begin.push_back(frame.size());
    if (frame.empty()) {
      frame = std::move(part.frame);
    } else {
      Join(frame, std::move(part.frame));
    }
  }
  frame.meter = parts_.meters[meter];
  NoteRepeats(meter, frame, part_begin);
  SortByTime(frame);
  CutToValidity(meter, frame);
  KeepLabels(meter, frame);
  ApplyLabelFiles(meter, frame);
  CutTo(frame, span);
  return frame;
}

void FileSource::NoteRepeats(std::size_t meter, const MeterFrame& frame, const std::vector<std::size_t>& part_begin) const {
  const std::vector<RepeatedRows> repeated = CountRepeats(frame, part_begin);
  const std::lock_guard lock(mutex_);
  // A meter that is a part of others is read several times.
  for (const MeterPlace& place : parts_.places[meter]) notes_[{place.file, meter}].repeated = {};
  for (std::size_t i = 0; i < repeated.size(); ++i) {
    RepeatedRows& sum = notes_[{parts_.places[meter][i].file, meter}].repeated;
    sum.count += repeated[i].count;
    sum.differing += repeated[i].differing;
  }
}

void FileSource::CutToValidity(std::size_t meter, MeterFrame& frame) const {
  const Meter& listed = parts_.meters[meter];
  if (!listed.valid_from && !listed.valid_to) return;
  const std::size_t before = frame.size();
  CutTo(frame, {listed.valid_from.value_or(Instant::min()), listed.valid_to.value_or(Instant::max())});
  const std::lock_guard lock(mutex_);
  notes_[{parts_.places[meter].front().file, meter}].outside = static_cast<std::int64_t>(before - frame.size());
}

void FileSource::KeepLabels(std::size_t meter, const MeterFrame& frame) const {
  if (frame.label.empty()) return;
  std::vector<LabelSpan> spans;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (frame.label[i] == 0) continue;
    const Span cell{frame.time[i], frame.time[i] + frame.interval};
    if (!spans.empty() && i > 0 && frame.label[i - 1] != 0) {
      spans.back().span.end = std::max(spans.back().span.end, cell.end);
    } else {
      spans.push_back({frame.meter.name, cell, true, ""});
    }
  }
  const std::lock_guard lock(mutex_);
  read_labels_[meter] = std::move(spans);
}

void FileSource::ApplyLabelFiles(std::size_t meter, MeterFrame& frame) const {
  for (const FileLabel& read : parts_.labels) {
    if (!read.label.meter.empty() && read.label.meter != frame.meter.name) continue;
    if (frame.label.empty()) frame.label.resize(frame.size(), 0);
    if (!read.label.is_anomaly) continue;
    const LabelSpan label = read.For(frame.meter, parts_.stamp_zone[meter], frame.interval);
    auto at = std::ranges::lower_bound(frame.time, label.span.begin);
    // A moment belongs to the reading whose interval holds it.
    const bool is_moment = read.label.span.begin == read.label.span.end;
    if (is_moment && at != frame.time.begin() && (at == frame.time.end() || *at > label.span.begin)) --at;
    if (is_moment && at != frame.time.end() && *at + frame.interval <= label.span.begin) continue;
    const Instant end = is_moment ? label.span.begin + Seconds(1) : label.span.end;
    for (; at != frame.time.end() && *at < end; ++at) frame.label[static_cast<std::size_t>(at - frame.time.begin())] = 1;
  }
}

std::vector<LabelSpan> FileSource::labels() const {
  std::vector<LabelSpan> all;
  const std::lock_guard lock(mutex_);
  for (const FileLabel& read : parts_.labels) {
    for (std::size_t i = 0; i < parts_.meters.size(); ++i) {
      const Meter& meter = parts_.meters[i];
      if (!read.label.meter.empty() && read.label.meter != meter.name) continue;
      const auto noted = notes_.find({parts_.places[i].front().file, i});
      const auto sampled = parts_.files[parts_.places[i].front().file]->plan().interval;
      const Seconds interval = noted == notes_.end() ? sampled.value_or(Seconds(3600)) : noted->second.interval;
      all.push_back(read.For(meter, parts_.stamp_zone[i], interval));
    }
  }
  for (const auto& [meter, spans] : read_labels_) all.insert(all.end(), spans.begin(), spans.end());
  return all;
}

void FileSource::SayNotes(const Notes& sum, std::int64_t totals, FileUnderstanding& understood) {
  SayStamps(understood, sum.doubled, sum.skipped, sum.no_clock_changes);
  Say(understood, totals, {"line of totals skipped", "ligne de totaux sautée"}, {"lines of totals skipped", "lignes de totaux sautées"});
  Say(understood, sum.resets, {"reset of a register: counted on from zero", "remise à zéro d’un index : comptée depuis zéro"},
      {"resets of a register: counted on from zero", "remises à zéro d’un index : comptées depuis zéro"});
  Say(understood, sum.rollovers, {"rollover of a register past its last digit", "passage d’un index par zéro après son dernier chiffre"},
      {"rollovers of a register past its last digit", "passages d’un index par zéro après son dernier chiffre"});
  Say(understood, sum.listed_unit,
      {"meter in the unit that the meter list says, since the file says none",
       "compteur dans l’unité que dit la liste de compteurs, car le fichier n’en dit aucune"},
      {"meters in the unit that the meter list says, since the file says none",
       "compteurs dans l’unité que dit la liste de compteurs, car le fichier n’en dit aucune"});
  Say(understood, sum.outside,
      {"reading before valid_from or from valid_to on, as the meter list says: left out",
       "relevé avant valid_from ou à partir de valid_to, selon la liste de compteurs : écarté"},
      {"readings before valid_from or from valid_to on, as the meter list says: left out",
       "relevés avant valid_from ou à partir de valid_to, selon la liste de compteurs : écartés"});
  Say(understood, sum.other_unit,
      {"row in a unit that cannot be added to its meter's: left out", "ligne dans une unité qui ne s’ajoute pas à celle du compteur : écartée"},
      {"rows in a unit that cannot be added to their meter's: left out", "lignes dans une unité qui ne s’ajoute pas à celle du compteur : écartées"});
}

FileUnderstanding FileSource::Understood(std::size_t file) const {
  const CsvFile& csv = *parts_.files[file];
  FileUnderstanding understood = csv.plan().understanding;
  const RowTally tally = csv.tally();
  understood.rows = tally.rows;
  JoinTallies(understood.rejects, tally.row_rejects);
  JoinTallies(understood.rejects, tally.value_rejects);
  Notes sum;
  for (auto it = notes_.lower_bound({file, 0}); it != notes_.end() && it->first.first == file; ++it) {
    const Notes& notes = it->second;
    const std::string& name = parts_.meters[it->first.second].name;
    understood.interval_by_meter[name] = IntervalText(notes.interval, notes.spacing);
    if (notes.repeated.count > 0) understood.repeated_by_meter[name] = notes.repeated;
    sum.listed_unit += notes.listed_unit;
    sum.outside += notes.outside;
    sum.doubled += notes.doubled;
    sum.skipped += notes.skipped;
    sum.resets += notes.resets;
    sum.rollovers += notes.rollovers;
    sum.other_unit += notes.other_unit;
    sum.no_clock_changes += notes.no_clock_changes;
  }
  SayNotes(sum, tally.totals, understood);
  return understood;
}

std::vector<FileUnderstanding> FileSource::understood() const {
  std::vector<FileUnderstanding> all;
  std::size_t other = 0;
  const std::lock_guard lock(mutex_);
  for (std::size_t file = 0; file < parts_.files.size(); ++file) {
    for (; other < parts_.understood_order[file]; ++other) all.push_back(parts_.others[other]);
    all.push_back(Understood(file));
  }
  for (; other < parts_.others.size(); ++other) all.push_back(parts_.others[other]);
  return all;
}

}  // namespace kilowatch
