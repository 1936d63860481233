#include "data/ingestion/side_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/ingestion/source.h"
#include "data/ingestion/test_folder.h"

namespace kilowatch {
namespace {

std::unique_ptr<Source> Open(const std::vector<std::string>& paths, const InputOptions& options = {}) {
  auto source = OpenInputs(paths, options);
  EXPECT_TRUE(source.has_value()) << source.error().Text();
  return source ? std::move(*source) : nullptr;
}

// All that is assumed of the inputs' files, in English.
std::string Assumptions(const Source& source) {
  std::string all;
  const std::vector<FileUnderstanding> understood = source.understood();
  for (const FileUnderstanding& file : understood) {
    for (const Phrase& assumed : file.assumed) all += assumed.en + "\n";
  }
  return all;
}

// Temperatures of three hours of the first of June, all the same.
std::string ThreeHours(const std::string& before, const std::string& degrees) {
  std::string rows;
  for (const char* hour : {"00", "01", "02"}) rows += fmt::format("{}2021-06-01 {}:00,{}\n", before, hour, degrees);
  return rows;
}

std::vector<std::string> Labelled(const MeterFrame& frame) {
  std::vector<std::string> times;
  for (std::size_t i = 0; i < frame.label.size(); ++i) {
    if (frame.label[i] != 0) times.push_back(FormatInstant(frame.time[i]));
  }
  return times;
}

TEST(MeterList, NamesThatNoInputHasAndMetersThatItLacksAreSaid) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.csv", "meter,site\na,Lyon\nghost,Lyon\n");
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,") + HourlyRows(2, "b,"))}, options);
  EXPECT_TRUE(Assumptions(*source).contains("1 meter of the list has no readings: ghost\n")) << Assumptions(*source);
  EXPECT_TRUE(Assumptions(*source).contains("1 meter with readings is not in the list: b\n"));
}

TEST(MeterList, AVirtualMeterIsNotMissed) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.yml", "a: {site: Lyon}\nrest: {site: Lyon, role: virtual}\n");
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,"))}, options);
  EXPECT_FALSE(Assumptions(*source).contains("rest"));
}

TEST(MeterList, ReadingsOutsideTheTimeOfAMeterAreLeftOutAndCounted) {
  TestFolder folder;
  InputOptions options;
  options.zone = "Europe/Paris";
  // From midnight in Paris, which is 22:00 UTC the day before; the end is the first moment that is left out.
  options.meters = folder.Write("sites.csv", "meter,valid_from,valid_to\na,2021-06-02,2021-06-03\n");
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(4, "a,"))}, options);
  const MeterFrame frame = source->Read(0, kAllTime).value();
  ASSERT_EQ(frame.size(), 24U);
  EXPECT_EQ(FormatInstant(frame.time.front()), "2021-06-01T22:00:00Z");
  EXPECT_TRUE(Assumptions(*source).contains("72 readings before valid_from or from valid_to on"));
}

TEST(MeterList, ItsUnitHoldsWhereTheFileSaysNone) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.csv", "meter,unit\na,MWh\nb,MWh\n");
  const std::string silent = folder.Write("silent.csv", "meter,time,value\n" + HourlyRows(2, "a,"));
  const std::string says = folder.Write("says.csv", "meter,time,kwh\n" + HourlyRows(2, "b,"));
  const auto source = Open({silent, says}, options);
  EXPECT_DOUBLE_EQ(source->Read(0, kAllTime)->value[0], 500);
  EXPECT_DOUBLE_EQ(source->Read(1, kAllTime)->value[0], 0.5);
}

TEST(Weather, GoesToTheMetersOfItsRegion) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.csv", "meter,site,region\na,S1,Rhône-Alpes\nb,S2,bretagne\nc,S3,Corse\n");
  options.weather = folder.Write("weather.csv", "region,time,temperature_c\n" + ThreeHours("RHONE ALPES,", "21") + ThreeHours("Bretagne,", "14"));
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,") + HourlyRows(2, "b,") + HourlyRows(2, "c,"))}, options);
  EXPECT_EQ(source->site_of(0).weather->temperature_c[0], 21);
  EXPECT_EQ(source->site_of(1).weather->temperature_c[0], 14);
  EXPECT_EQ(source->site_of(2).weather, nullptr);
  EXPECT_TRUE(Assumptions(*source).contains("temperature of 2 meters of the region that it names")) << Assumptions(*source);
  EXPECT_TRUE(Assumptions(*source).contains("meters without a temperature: c"));
}

TEST(Weather, GoesToMetersWhoseNameHasThePlaceInIt) {
  TestFolder folder;
  InputOptions options;
  options.weather = folder.Write("weather.csv", "station,time,temperature_c\n" + ThreeHours("Nantes,", "18") + ThreeHours("Lille,", "9"));
  const std::string rows = "operator,region,time,kwh\n" + HourlyRows(2, "GRT,Nantes,") + HourlyRows(2, "GRT,Lille,");
  const auto source = Open({folder.Write("p.csv", rows)}, options);
  ASSERT_EQ(source->meters()[0].name, "GRT / Lille");
  EXPECT_EQ(source->site_of(0).weather->temperature_c[0], 9);
  EXPECT_EQ(source->site_of(1).weather->temperature_c[0], 18);
}

TEST(Weather, MayHaveAColumnForEachPlace) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.csv", "meter,site\na,Lyon\nb,Paris\n");
  const std::string readings = folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,") + HourlyRows(2, "b,"));
  for (const char* header : {"time,Paris,Lyon\n", "time,temperature_paris,temperature_lyon\n"}) {
    options.weather = folder.Write("weather.csv", header + ThreeHours("", "12.5,20.5"));
    const auto source = Open({readings}, options);
    ASSERT_NE(source->site_of(0).weather, nullptr) << header;
    EXPECT_EQ(source->site_of(0).weather->temperature_c[0], 20.5F) << header;
    EXPECT_EQ(source->site_of(1).weather->temperature_c[0], 12.5F) << header;
  }
}

TEST(Weather, OfAnotherSiteIsNotBorrowed) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.csv", "meter,site\na,Lyon\n");
  options.weather = folder.Write("weather.csv", "site,time,temperature_c\n" + ThreeHours("Paris,", "12"));
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,"))}, options);
  EXPECT_EQ(source->site_of(0).weather, nullptr);
}

TEST(Labels, WithoutZoneAreOnTheClockOfTheirMeter) {
  TestFolder folder;
  InputOptions options;
  options.meters = folder.Write("sites.csv", "meter,site,zone\na,Lyon,Europe/Paris\nb,Rio,America/Sao_Paulo\n");
  options.labels = folder.Write("labels.csv", "start,end,kind\n2021-06-01 03:00,2021-06-01 05:00,spike\n");
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,") + HourlyRows(2, "b,"))}, options);
  EXPECT_EQ(Labelled(*source->Read(0, kAllTime)), (std::vector<std::string>{"2021-06-01T01:00:00Z", "2021-06-01T02:00:00Z"}));
  EXPECT_EQ(Labelled(*source->Read(1, kAllTime)), (std::vector<std::string>{"2021-06-01T06:00:00Z", "2021-06-01T07:00:00Z"}));
  ASSERT_EQ(source->labels().size(), 2U);
  EXPECT_EQ(FormatInstant(source->labels()[0].span.begin), "2021-06-01T01:00:00Z");
}

TEST(Labels, OfMomentsMarkTheReadingThatHoldsThem) {
  TestFolder folder;
  InputOptions options;
  // Days apart: a label holds for the reading's hour, not until the next label.
  options.labels = folder.Write("labels.csv", "meter,time,anomaly\na,2021-06-01 03:20,1\na,2021-06-03 05:00,1\na,2021-06-05 06:00,1\n");
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(3, "a,"))}, options);
  EXPECT_EQ(Labelled(*source->Read(0, kAllTime)), (std::vector<std::string>{"2021-06-01T03:00:00Z", "2021-06-03T05:00:00Z"}));
}

TEST(Labels, OfMetersWithoutReadingsAreSaid) {
  TestFolder folder;
  InputOptions options;
  options.labels = folder.Write("labels.csv", "meter,start,end\na,2021-06-01 03:00,2021-06-01 05:00\nz,2021-06-01 03:00,2021-06-01 05:00\n");
  const auto source = Open({folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,"))}, options);
  EXPECT_TRUE(Assumptions(*source).contains("labels of meters that have no readings, not used: z")) << Assumptions(*source);
}

TEST(Labels, AFileThatAnOptionNamesIsNotReadAgainInItsFolder) {
  TestFolder folder;
  folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(2, "a,"));
  InputOptions options;
  options.labels = folder.Write("labels.csv", "meter,start,end\na,2021-06-01 03:00,2021-06-01 05:00\n");
  EXPECT_EQ(Open({folder.path()}, options)->labels().size(), 1U);
}

TEST(Columns, AnOptionMayNameAColumnThatSideFilesHaveNot) {
  TestFolder folder;
  folder.Write("p.csv", "when,tag,A,B\n2021-06-01 00:00,x,1,5\n2021-06-01 01:00,x,2,6\n2021-06-01 02:00,x,1,7\n");
  folder.Write("weather.csv", "time,temperature_c\n" + ThreeHours("", "12"));
  folder.Write("sites.csv", "meter,site\nx,Lyon\n");
  InputOptions options;
  options.time_column = "when";
  options.meter_column = "tag";
  options.value_column = "B";
  const auto source = Open({folder.path()}, options);
  ASSERT_EQ(source->meters().size(), 1U);
  EXPECT_EQ(source->Read(0, kAllTime)->value, (std::vector<double>{5, 6, 7}));
  EXPECT_NE(source->site_of(0).weather, nullptr);
}

TEST(Columns, OneThatNoFileOfReadingsHasIsAnErrorWithTheNamesThatThereAre) {
  TestFolder folder;
  const std::string path = folder.Write("p.csv", "time,kwh\n" + HourlyRows(2));
  for (const auto& [member, option] : {std::pair{&InputOptions::value_column, "--value-column"},
                                       {&InputOptions::time_column, "--time-column"},
                                       {&InputOptions::meter_column, "--meter-column"},
                                       {&InputOptions::labels, "--labels"},
                                       {&InputOptions::weather, "--weather"}}) {
    InputOptions options;
    options.*member = "nowhere";
    const auto source = OpenInputs({path}, options);
    ASSERT_FALSE(source.has_value()) << option;
    EXPECT_EQ(source.error().code, ErrorCode::kUsage) << option;
    EXPECT_TRUE(source.error().Text().contains(option)) << source.error().Text();
    EXPECT_TRUE(source.error().Text().contains("time, kwh")) << source.error().Text();
  }
}

TEST(Holidays, ComeFromTheZoneACodeAFileOrNothing) {
  TestFolder folder;
  const std::string path = folder.Write("p.csv", "time,kwh\n" + HourlyRows(2));
  InputOptions options;
  options.zone = "Europe/Paris";
  const LocalDay bastille{std::chrono::year(2021) / 7 / 14};
  const LocalDay stephen{std::chrono::year(2021) / 12 / 26};
  const LocalDay own{std::chrono::year(2021) / 6 / 1};
  EXPECT_TRUE(Open({path}, options)->site_of(0).holidays.Contains(bastille));
  options.holidays = "FR-ALSACE-MOSELLE";
  EXPECT_TRUE(Open({path}, options)->site_of(0).holidays.Contains(stephen));
  options.holidays = folder.Write("days.txt", "2021-06-01 fair\n");
  EXPECT_TRUE(Open({path}, options)->site_of(0).holidays.Contains(own));
  EXPECT_FALSE(Open({path}, options)->site_of(0).holidays.Contains(bastille));
  options.holidays = "none";
  EXPECT_FALSE(Open({path}, options)->site_of(0).holidays.Contains(bastille));
  options.holidays = "XX";
  EXPECT_EQ(OpenInputs({path}, options).error().code, ErrorCode::kConfiguration);
}

TEST(Calendar, GivesOpeningHoursOrClosedDaysAndSaysWhatItCannotRead) {
  TestFolder folder;
  const std::string path = folder.Write("p.csv", "time,kwh\n" + HourlyRows(2));
  InputOptions options;
  options.calendar = folder.Write("hours.yml", "open:\n  mon-fri: 08:00-18:00\nclosed: [2021-06-02]\n");
  const auto hours = Open({path}, options)->site_of(0).opening_hours;
  ASSERT_NE(hours, nullptr);
  EXPECT_TRUE(hours->open[8]);
  EXPECT_FALSE(hours->open[18]);
  EXPECT_FALSE(hours->open[5 * 24 + 10]);
  options.calendar = folder.Write("bad.yml", "open:\n  someday: 08:00-18:00\n");
  const auto bad = OpenInputs({path}, options);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, ErrorCode::kConfiguration);
  EXPECT_TRUE(bad.error().Text().contains("someday"));
  options.calendar = folder.path() + "/absent.yml";
  EXPECT_FALSE(OpenInputs({path}, options).has_value());
}

TEST(Options, ZoneUnitAndIntervalOverrideWhatIsFoundAndRefuseWhatCannotBe) {
  TestFolder folder;
  const std::string path = folder.Write("p.csv", "time,kwh\n" + HourlyRows(2));
  InputOptions options;
  options.unit = "MWh";
  options.interval = Seconds(1800);
  options.zone = "Europe/Paris";
  const MeterFrame frame = Open({path}, options)->Read(0, kAllTime).value();
  EXPECT_DOUBLE_EQ(frame.value[0], 500);
  EXPECT_EQ(frame.interval, Seconds(1800));
  EXPECT_EQ(FormatInstant(frame.time[0]), "2021-05-31T22:00:00Z");
  for (const auto& [member, text] : {std::pair{&InputOptions::unit, "parsec"}, {&InputOptions::zone, "Mars/Olympus"}}) {
    InputOptions wrong;
    wrong.*member = text;
    const auto source = OpenInputs({path}, wrong);
    ASSERT_FALSE(source.has_value());
    EXPECT_EQ(source.error().code, ErrorCode::kUsage);
    EXPECT_TRUE(source.error().Text().contains(text)) << source.error().Text();
  }
}

}  // namespace
}  // namespace kilowatch
