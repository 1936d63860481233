#include "data/ingestion/source.h"

#include <gtest/gtest.h>

#include "data/ingestion/test_folder.h"
#include "foundation/text/compression.h"

namespace kilowatch {
namespace {

std::unique_ptr<Source> Open(const std::vector<std::string>& paths, const InputOptions& options = {}) {
  auto source = OpenInputs(paths, options);
  EXPECT_TRUE(source.has_value()) << source.error().Text();
  return source ? std::move(*source) : nullptr;
}

std::vector<std::string> Names(const Source& source) {
  std::vector<std::string> names;
  for (const Meter& meter : source.meters()) names.push_back(meter.name);
  return names;
}

MeterFrame ReadAll(const Source& source, std::size_t meter) { return source.Read(meter, kAllTime).value(); }

TEST(Source, ALongFileGivesEachOfItsMeters) {
  TestFolder folder;
  const std::string path = folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(4, "b,") + HourlyRows(3, "a,"));
  const auto source = Open({path});
  EXPECT_EQ(Names(*source), (std::vector<std::string>{"a", "b"}));
  const MeterFrame a = ReadAll(*source, 0);
  EXPECT_EQ(a.size(), 72U);
  EXPECT_EQ(Lines(a)[1], "2021-06-01T01:00:00Z 7.5");
  EXPECT_EQ(ReadAll(*source, 1).size(), 96U);
  EXPECT_EQ(source->understood()[0].rows, 168);
  EXPECT_EQ(source->understood()[0].interval_by_meter.at("a"), "PT1H");
}

TEST(Source, MetersThatAlternateGiveTheSameAsMetersOneAfterAnother) {
  TestFolder folder;
  std::string apart = "meter,time,kwh\n";
  for (const char* meter : {"a", "b", "c"}) {
    for (int hour = 0; hour < 600; ++hour)
      apart += std::string(meter) + "," + FormatInstant(FromEpochSeconds(1600000000 / 3600 * 3600 + hour * 3600)) + "," + std::to_string(hour) + "\n";
  }
  std::string together = "meter,time,kwh\n";
  for (int hour = 0; hour < 600; ++hour) {
    for (const char* meter : {"a", "b", "c"})
      together +=
          std::string(meter) + "," + FormatInstant(FromEpochSeconds(1600000000 / 3600 * 3600 + hour * 3600)) + "," + std::to_string(hour) + "\n";
  }
  const auto one = Open({folder.Write("one.csv", apart)});
  const auto two = Open({folder.Write("two.csv", together)});
  ASSERT_EQ(Names(*one), Names(*two));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(Lines(ReadAll(*one, i)), Lines(ReadAll(*two, i)));
  EXPECT_EQ(one->understood()[0].rows, two->understood()[0].rows);
}

TEST(Source, AFolderOfOneMeterFilesNamesMetersByFile) {
  TestFolder folder;
  folder.Write("north.csv", "time,kwh\n" + HourlyRows(3));
  folder.Write("sub/south.csv.gz", Gzip("time,kwh\n" + HourlyRows(3)));
  folder.Write("notes.md", "# nothing to read");
  const auto source = Open({folder.path()});
  EXPECT_EQ(Names(*source), (std::vector<std::string>{"north", "south"}));
  EXPECT_EQ(Lines(ReadAll(*source, 0)), Lines(ReadAll(*source, 1)));
}

TEST(Source, SpansOfAJsonThatNamesFilesAreLabelsOfTheirMeters) {
  TestFolder folder;
  folder.Write("taxi.csv", "timestamp,value\n" + HourlyRows(5));
  folder.Write("windows.json", R"({"real/taxi.csv": [["2021-06-02 03:00:00", "2021-06-02 05:00:00"]],
    "real/other.csv": [["2021-06-03 03:00:00", "2021-06-03 05:00:00"], ["2021-06-04 03:00:00", "2021-06-04 09:00:00"]]})");
  const auto source = Open({folder.path()});
  const MeterFrame frame = ReadAll(*source, 0);
  ASSERT_EQ(frame.label.size(), frame.size());
  for (std::size_t i = 0; i < frame.size(); ++i) EXPECT_EQ(frame.label[i] != 0, i == 27 || i == 28) << i;
}

TEST(Source, AZoneGivenForStampsThatAreUtcByNameIsTheLocalClock) {
  TestFolder folder;
  InputOptions options;
  options.zone = "Europe/London";
  const auto source = Open({folder.Write("m.csv", "timestamp_utc,kwh\n" + HourlyRows(3))}, options);
  EXPECT_EQ(FormatInstant(ReadAll(*source, 0).time.front()), "2021-06-01T00:00:00Z");
  EXPECT_EQ(source->site_of(0).zone.name(), "Europe/London");
}

TEST(Source, AColumnThatTheMeterListNamesKeepsItsName) {
  TestFolder folder;
  folder.Write("meters.csv", "meter,site,zone\nsite-1-main,site-1,Europe/Paris\n");
  folder.Write("site-1.csv", "horodatage;site-1-main\n2021-06-01 00:00;1,5\n2021-06-01 01:00;2,5\n2021-06-01 02:00;1,7\n");
  const auto source = Open({folder.path()});
  EXPECT_EQ(Names(*source), std::vector<std::string>{"site-1-main"});
  EXPECT_EQ(source->site_of(0).zone.name(), "Europe/Paris");
}

TEST(Source, RowsOfDaysHaveTheHoursOfTheZoneThatTheMeterListNames) {
  TestFolder folder;
  folder.Write("meters.csv", "meter,site,zone\na,s,Europe/Paris\nb,s,Europe/Paris\n");
  // 28 March 2021 has 23 hours: no 02:00.
  std::string text = "meter,date";
  for (int hour = 0; hour < 24; ++hour) text += "," + std::string(hour < 10 ? "0" : "") + std::to_string(hour) + ":00";
  text += "\n";
  for (const char* day : {"2021-03-27", "2021-03-28", "2021-03-29"}) {
    for (const char* meter : {"a", "b"}) {
      text += std::string(meter) + "," + day;
      for (int hour = 0; hour < 24; ++hour) text += std::string(day) == "2021-03-28" && hour == 2 ? "," : "," + std::to_string(hour) + ".5";
      text += "\n";
    }
  }
  folder.Write("days.csv", text);
  const auto source = Open({folder.path()});
  ASSERT_EQ(Names(*source), (std::vector<std::string>{"a", "b"}));
  const std::vector<std::string> lines = Lines(ReadAll(*source, 0));
  ASSERT_EQ(lines.size(), 71U);
  EXPECT_EQ(lines[24], "2021-03-27T23:00:00Z 0.5");
  EXPECT_EQ(lines[26], "2021-03-28T01:00:00Z 3.5");
}

TEST(Source, WeatherWithoutZoneIsOnTheClockOfItsMeters) {
  TestFolder folder;
  folder.Write("meters.csv", "meter,site,timezone\nm1,s1,Europe/Paris\nm2,s1,Europe/Paris\n");
  folder.Write("readings.csv", "meter,time,kwh\n" + HourlyRows(3, "m1,") + HourlyRows(3, "m2,"));
  folder.Write("weather.csv", "time,temperature_c\n" + HourlyRows(3));
  const auto source = Open({folder.path()});
  ASSERT_NE(source->site_of(0).weather, nullptr);
  // Midnight of 1 June in Paris is 22:00 UTC of 31 May, for readings and weather alike.
  EXPECT_EQ(FormatInstant(ReadAll(*source, 0).time.front()), "2021-05-31T22:00:00Z");
  EXPECT_EQ(FormatInstant(source->site_of(0).weather->time.front()), "2021-05-31T22:00:00Z");
}

TEST(Source, AMeterOfSeveralFilesIsReadInTheOrderOfTime) {
  TestFolder folder;
  const std::string later = folder.Write("1.csv", "meter,time,kwh\n" + HourlyRows(2, "m,", 10));
  const std::string earlier = folder.Write("2.csv", "meter,time,kwh\n" + HourlyRows(2, "m,", 1));
  const auto source = Open({later, earlier});
  ASSERT_EQ(Names(*source), (std::vector<std::string>{"m"}));
  const MeterFrame frame = ReadAll(*source, 0);
  EXPECT_EQ(frame.size(), 96U);
  EXPECT_TRUE(std::is_sorted(frame.time.begin(), frame.time.end()));
}

TEST(Source, UnreadableValuesAreRejectedRowsWithLineAndText) {
  TestFolder folder;
  std::string text = "time,kwh\n" + HourlyRows(5);
  text += "2021-06-06 00:00,1e999\n2021-06-06 01:00,#REF!\n2021-06-06 02:00,\n2021-06-06 02:00,7\nnonsense,3\n";
  const auto source = Open({folder.Write("m.csv", text)});
  const MeterFrame frame = ReadAll(*source, 0);
  ASSERT_EQ(frame.size(), 124U);
  const std::vector<std::string> lines = Lines(frame);
  EXPECT_EQ(lines[120], "2021-06-06T00:00:00Z rejected");
  EXPECT_EQ(lines[121], "2021-06-06T01:00:00Z rejected");
  EXPECT_EQ(lines[122], "2021-06-06T02:00:00Z missing");
  EXPECT_EQ(lines[123], "2021-06-06T02:00:00Z 7");
  const RejectTally rejects = source->understood()[0].rejects;
  ASSERT_EQ(rejects.count, 3);
  EXPECT_EQ(rejects.first[0].line, 122);
  EXPECT_EQ(rejects.first[0].text, "1e999");
  EXPECT_EQ(rejects.first[1].text, "#REF!");
  EXPECT_EQ(rejects.first[2].line, 126);
  EXPECT_EQ(source->understood()[0].rows, 125);
}

TEST(Source, TheDoubledHourIsSummerThenWinterAndTheSkippedHourMoves) {
  TestFolder folder;
  std::string text = "time,kwh\n";
  for (int hour = 0; hour < 24; ++hour) {
    char row[64];
    std::snprintf(row, sizeof row, "2021-10-31 %02d:00,%d\n", hour, hour);
    text += row;
    if (hour == 2) text += "2021-10-31 02:00,22\n";
  }
  InputOptions options;
  options.zone = "Europe/Paris";
  const auto source = Open({folder.Write("m.csv", text)}, options);
  const std::vector<std::string> lines = Lines(ReadAll(*source, 0));
  ASSERT_EQ(lines.size(), 25U);
  EXPECT_EQ(lines[0], "2021-10-30T22:00:00Z 0");
  EXPECT_EQ(lines[2], "2021-10-31T00:00:00Z 2");
  EXPECT_EQ(lines[3], "2021-10-31T01:00:00Z 22");
  EXPECT_EQ(lines[4], "2021-10-31T02:00:00Z 3");
  EXPECT_EQ(source->site_of(0).holidays.code(), "FR");
}

TEST(Source, PowerBecomesEnergyOfItsInterval) {
  TestFolder folder;
  std::string text = "time,power_kw\n";
  for (int i = 0; i < 300; ++i) text += FormatInstant(FromEpochSeconds(1600000200 + i * 900)) + ",8\n";
  const auto source = Open({folder.Write("m.csv", text)});
  const MeterFrame frame = ReadAll(*source, 0);
  EXPECT_EQ(frame.interval, Seconds(900));
  EXPECT_DOUBLE_EQ(frame.value[0], 2.0);
}

TEST(Source, ASpanCutsTheFrame) {
  TestFolder folder;
  const auto source = Open({folder.Write("m.csv", "time,kwh\n" + HourlyRows(4))});
  const Span span{ParseInstant("2021-06-02").value(), ParseInstant("2021-06-02T03:00:00").value()};
  EXPECT_EQ(Lines(source->Read(0, span).value()),
            (std::vector<std::string>{"2021-06-02T00:00:00Z 0.5", "2021-06-02T01:00:00Z 7.5", "2021-06-02T02:00:00Z 14.5"}));
}

TEST(Source, AMeterListAndWeatherJoinTheirMeters) {
  TestFolder folder;
  const std::string readings = folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(4, "m1,") + HourlyRows(4, "m2,"));
  InputOptions options;
  options.meters = folder.Write("meters.yml", "m1: {site: Lyon, m2: 120, role: main}\nm2: {site: Lyon, parent: m1, zone: Europe/Paris}\n");
  const auto source = Open({readings}, options);
  EXPECT_EQ(source->meters()[0].site, "Lyon");
  EXPECT_EQ(source->meters()[0].floor_area_m2, 120.0);
  EXPECT_EQ(source->meters()[1].parent, "m1");
  EXPECT_EQ(source->meters()[1].role, MeterRole::kSub);
  EXPECT_EQ(FormatInstant(ReadAll(*source, 1).time[0]), "2021-05-31T22:00:00Z");
  options.meters = folder.Write("bad.yml", "m1: {colour: red}\n");
  EXPECT_EQ(OpenInputs({readings}, options).error().code, ErrorCode::kConfiguration);
}

TEST(Source, OfSeveralWeatherFilesTheOneWithTheMostCommonWordsIsTaken) {
  TestFolder folder;
  folder.Write("power-sample-0.csv", "time,kwh\n" + HourlyRows(3));
  folder.Write("power-sample-1.csv", "time,kwh\n" + HourlyRows(3));
  folder.Write("tempC-sample-1_2.csv", ",time,tempC\n0,2021-06-01 00:00:00,11\n1,2021-06-01 01:00:00,11\n2,2021-06-01 02:00:00,11\n");
  folder.Write("tempC-sample-0.csv", ",time,tempC\n0,2021-06-01 00:00:00,20\n1,2021-06-01 01:00:00,20\n2,2021-06-01 02:00:00,20\n");
  const auto source = Open({folder.path()});
  ASSERT_EQ(Names(*source), (std::vector<std::string>{"power-sample-0", "power-sample-1"}));
  EXPECT_EQ(source->site_of(0).weather->temperature_c[0], 20);
  EXPECT_EQ(source->site_of(1).weather->temperature_c[0], 11);
}

TEST(Source, AFileWithoutReadingsIsDescribedWhereThatIsAllThatIsWanted) {
  TestFolder folder;
  const std::string weather =
      folder.Write("weather.csv", "time,temperature_c\n2021-06-01 00:00:00,11\n2021-06-01 01:00:00,11\n2021-06-01 02:00:00,12\n");
  EXPECT_EQ(OpenInputs({weather}, {}).error().code, ErrorCode::kUnreadable);
  InputOptions options;
  options.describe_only = true;
  const auto source = Open({weather}, options);
  EXPECT_EQ(source->understood().at(0).role, FileRole::kWeather);
}

TEST(Source, TwoMetersOfOneNameInUnitsThatDoNotAddAreKeptApart) {
  TestFolder folder;
  const std::string power = folder.Write("a.csv", "meter,time,kwh\n" + HourlyRows(3, "boiler,"));
  const std::string water = folder.Write("b.csv", "meter,time,water_m3\n" + HourlyRows(3, "boiler,"));
  const auto source = Open({power, water});
  EXPECT_EQ(Names(*source), (std::vector<std::string>{"boiler (kWh)", "boiler (m3)"}));
}

TEST(Source, BadInputsAreErrorsThatSayWhichFileAndWhy) {
  TestFolder folder;
  EXPECT_EQ(OpenInputs({folder.path() + "/absent.csv"}, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(OpenInputs({folder.path() + "/*.csv"}, {}).error().code, ErrorCode::kNotFound);
  const std::vector<std::pair<std::string, std::string>> files = {
      {"empty.csv", ""},
      {"header.csv", "time,kwh\n"},
      {"binary.csv", std::string("\x7f"
                                 "ELF\x01\x02\x00\x03\x04\x05",
                                 10)},
      {"book.csv", "PK\x03\x04 and so on"},
      {"cut.csv.gz", Gzip("time,kwh\n" + HourlyRows(10)).substr(0, 100)},
      {"zeros.csv", std::string(1000, '\0')},
      {"prose.csv", "There is nothing here to read.\nNothing at all.\n"},
  };
  for (const auto& [name, text] : files) {
    const auto source = OpenInputs({folder.Write(name, text)}, {});
    ASSERT_FALSE(source.has_value()) << name;
    EXPECT_EQ(source.error().code, ErrorCode::kUnreadable) << name << ": " << source.error().Text();
    EXPECT_NE(source.error().message.en.find(name), std::string::npos) << source.error().Text();
  }
}

TEST(Source, ABadFileInAFolderDoesNotStopTheOthers) {
  TestFolder folder;
  folder.Write("good.csv", "time,kwh\n" + HourlyRows(3));
  folder.Write("empty.csv", "");
  const auto source = Open({folder.path()});
  EXPECT_EQ(source->meters().size(), 1U);
  EXPECT_EQ(source->understood().size(), 2U);
}

TEST(Source, TenThousandColumnsAreTenThousandMeters) {
  TestFolder folder;
  std::string text = "time";
  for (int i = 0; i < 10000; ++i) text += ",c" + std::to_string(i);
  for (int day = 1; day <= 20; ++day) {
    text += "\n2021-06-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + " 00:00";
    for (int i = 0; i < 10000; ++i) text += "," + std::to_string((i * 31 + day * day * 17) % 23);
  }
  const auto source = Open({folder.Write("wide.csv", text + "\n")});
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(source->meters().size(), 10000U);
}

TEST(Source, AFileThatChangesWhileItIsReadIsAnError) {
  TestFolder folder;
  const std::string path = folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(3, "a,") + HourlyRows(3, "b,"));
  const auto source = Open({path});
  folder.Write("p.csv", "meter,time,kwh\n" + HourlyRows(1, "a,"));
  const auto frame = source->Read(1, kAllTime);
  ASSERT_FALSE(frame.has_value());
  EXPECT_NE(frame.error().message.en.find("changed"), std::string::npos);
}

TEST(Source, Utf16AndWindowsTextsReadAsUtf8Does) {
  TestFolder folder;
  const std::string text = "time,kwh\r\n2021-06-01 00:00,1\r\n2021-06-01 01:00,2\r\n2021-06-01 02:00,3\r\n2021-06-01 03:00,4\r\n";
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  std::string mac = text;
  std::erase(mac, '\n');
  const auto plain = Lines(ReadAll(*Open({folder.Write("a.csv", text)}), 0));
  EXPECT_EQ(plain.size(), 4U);
  EXPECT_EQ(Lines(ReadAll(*Open({folder.Write("b.csv", wide)}), 0)), plain);
  EXPECT_EQ(Lines(ReadAll(*Open({folder.Write("c.csv", mac)}), 0)), plain);
  EXPECT_EQ(Lines(ReadAll(*Open({folder.Write("d.csv", "\xEF\xBB\xBF" + text)}), 0)), plain);
}

}  // namespace
}  // namespace kilowatch
