#include "data/ingestion/formula/formula.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/ingestion/formula/combine_frames.h"
#include "data/ingestion/test_folder.h"

namespace kilowatch {
namespace {

// "+1 main -1 subs".
std::string TermsOf(std::string_view text) {
  const auto terms = ParseFormula(text);
  if (!terms) return "error: " + terms.error().message.en;
  std::string out;
  for (const FormulaTerm& term : *terms) out += (out.empty() ? "" : " ") + fmt::format("{:+g} {}", term.factor, term.name);
  return out;
}

TEST(Formula, ReadsSignsSumsFactorsAndQuotedNames) {
  EXPECT_EQ(TermsOf("main - sum(subs)"), "+1 main -1 subs");
  EXPECT_EQ(TermsOf("import + pv - export"), "+1 import +1 pv -1 export");
  EXPECT_EQ(TermsOf("site-1-main - site-1-sub"), "+1 site-1-main -1 site-1-sub");
  EXPECT_EQ(TermsOf("\"meter one\" - 'meter two'"), "+1 meter one -1 meter two");
  EXPECT_EQ(TermsOf("a - (b - c)"), "+1 a -1 b +1 c");
  EXPECT_EQ(TermsOf("a - sum(b, 2 * c)"), "+1 a -1 b -2 c");
  EXPECT_EQ(TermsOf("- a + 0.5 * b"), "-1 a +0.5 b");
}

TEST(Formula, SaysWhatIsWrong) {
  for (const char* broken : {"", "a +", "a b", "sum(a", "a)", "a - - b", "x * a", "a * b", "()"}) {
    EXPECT_NE(TermsOf(broken).find("error: formula"), std::string::npos) << broken << ": " << TermsOf(broken);
  }
  EXPECT_NE(TermsOf(std::string(1000, '(')).find("error"), std::string::npos);
}

MeterFrame HourlyFrame(std::vector<double> values, Seconds interval = Seconds(3600)) {
  MeterFrame frame;
  frame.interval = interval;
  for (std::size_t i = 0; i < values.size(); ++i) {
    frame.time.push_back(FromEpochSeconds(0) + static_cast<std::int64_t>(i) * interval);
    frame.value.push_back(values[i]);
    frame.quality.push_back(std::isnan(values[i]) ? Quality::kMissing : Quality::kMeasured);
  }
  return frame;
}

TEST(CombineFrames, HasNoValueWhereAPartHasNone) {
  const MeterFrame sum = CombineFrames({}, {{1, HourlyFrame({10, 11, 12, 13})}, {-1, HourlyFrame({1, std::nan(""), 2})}}, TimeZone());
  ASSERT_EQ(sum.size(), 4U);
  EXPECT_EQ(sum.value[0], 9);
  EXPECT_TRUE(std::isnan(sum.value[1]));
  EXPECT_EQ(sum.value[2], 10);
  EXPECT_EQ(sum.quality[3], Quality::kMissing);  // the part has ended
}

TEST(CombineFrames, CountsTheFirstOfRepeatedRows) {
  MeterFrame part = HourlyFrame({1, 2});
  part.time.insert(part.time.begin() + 1, part.time[0]);
  part.value.insert(part.value.begin() + 1, 50);
  part.quality.insert(part.quality.begin() + 1, Quality::kMeasured);
  const MeterFrame sum = CombineFrames({}, {{1, HourlyFrame({10, 10})}, {1, part}}, TimeZone());
  EXPECT_EQ(sum.value, (std::vector<double>{11, 12}));
}

TEST(CombineFrames, IsEstimatedWhereAPartIs) {
  MeterFrame part = HourlyFrame({1, 2});
  part.quality[1] = Quality::kEstimated;
  const MeterFrame sum = CombineFrames({}, {{1, HourlyFrame({10, 10})}, {1, part}}, TimeZone());
  EXPECT_EQ(sum.quality, (std::vector<Quality>{Quality::kMeasured, Quality::kEstimated}));
}

TEST(CombineFrames, PutsQuartersOnTheHourOfTheLongestPart) {
  const MeterFrame quarters = HourlyFrame({1, 1, 1, 1, 2, 2, 2}, Seconds(900));  // the second hour lacks its last quarter
  const MeterFrame sum = CombineFrames({}, {{-1, quarters}, {1, HourlyFrame({10, 10})}}, TimeZone());
  ASSERT_EQ(sum.size(), 2U);
  EXPECT_EQ(sum.interval, Seconds(3600));
  EXPECT_EQ(sum.value[0], 6);
  EXPECT_TRUE(std::isnan(sum.value[1]));
}

// A pressure by the quarter and one by the hour have no sum.
TEST(CombineFrames, DoesNotSumAPressureOverTime) {
  Meter meter;
  meter.unit = Unit::kOther;
  const MeterFrame sum = CombineFrames(meter, {{1, HourlyFrame({1, 1, 1, 1}, Seconds(900))}, {1, HourlyFrame({10})}}, TimeZone());
  EXPECT_TRUE(std::isnan(sum.value[0]));
}

// 31 March 2024 has 23 hours in Paris: a day of the main and the hours of a sub-meter.
TEST(CombineFrames, KnowsTheShortDay) {
  const TimeZone paris = TimeZone::Find("Europe/Paris").value();
  MeterFrame day = HourlyFrame({100}, Seconds(86400));
  day.spacing = Spacing::kLocalDay;
  day.time[0] = paris.StartOfDay(LocalDay(std::chrono::year(2024) / 3 / 31));
  MeterFrame hours = HourlyFrame(std::vector<double>(23, 1));
  for (std::size_t i = 0; i < 23; ++i) hours.time[i] = day.time[0] + Seconds(3600) * static_cast<int>(i);
  EXPECT_EQ(CombineFrames({}, {{1, day}, {-1, hours}}, paris).value, (std::vector<double>{77}));
}

Result<std::unique_ptr<Source>> OpenWith(TestFolder& folder, const std::string& list) {
  InputOptions options;
  options.meters = folder.Write("list.yml", list);
  return OpenInputs({folder.Write("main.csv", "time,kwh\n2024-03-01T00:00:00Z,10\n2024-03-01T01:00:00Z,11\n"),
                     folder.Write("sub.csv", "time,kwh\n2024-03-01T00:00:00Z,4\n2024-03-01T00:00:00Z,9\n2024-03-01T01:00:00Z,5\n")},
                    options);
}

TEST(FormulaSource, StandsAmongTheMetersByNameBelowTheMainThatItAdds) {
  TestFolder folder;
  const auto source = OpenWith(folder, "main: {site: home, use: school}\nsub: {parent: main}\nrest: {formula: main - sub}\n");
  ASSERT_TRUE(source) << source.error().Text();
  const std::vector<Meter>& meters = (*source)->meters();
  ASSERT_EQ(meters.size(), 3U);
  EXPECT_EQ(meters[1].name, "rest");
  EXPECT_EQ(meters[1].role, MeterRole::kVirtual);
  EXPECT_EQ(meters[1].parent, "main");
  EXPECT_EQ(meters[1].site, "home");
  EXPECT_EQ((*source)->Read(1, kAllTime)->value, (std::vector<double>{6, 6}));
  const Span second{FromEpochSeconds(1709254800), Instant::max()};
  EXPECT_EQ((*source)->Read(1, second)->value, (std::vector<double>{6}));
}

TEST(FormulaSource, CountsRepeatedRowsOfAPartOnce) {
  TestFolder folder;
  const auto source = OpenWith(folder, "rest: {formula: main - sub}\n");
  for (std::size_t i = 0; i < 3; ++i) ASSERT_TRUE((*source)->Read(i, kAllTime));
  for (const FileUnderstanding& file : (*source)->understood()) {
    const auto repeated = file.repeated_by_meter.find("sub");
    EXPECT_TRUE(repeated == file.repeated_by_meter.end() || repeated->second.count == 1);
  }
}

TEST(FormulaSource, StandsOnOtherVirtualMeters) {
  TestFolder folder;
  const auto source = OpenWith(folder, "twice: {formula: 2 * rest}\nrest: {formula: main - sub}\n");
  ASSERT_TRUE(source) << source.error().Text();
  EXPECT_EQ((*source)->meters()[3].name, "twice");
  EXPECT_EQ((*source)->Read(3, kAllTime)->value, (std::vector<double>{12, 12}));
}

TEST(FormulaSource, RefusesItself) {
  TestFolder folder;
  const auto source = OpenWith(folder, "main: {site: home}\nrest: {formula: main - rest}\n");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kConfiguration);
  EXPECT_NE(source.error().message.en.find("list.yml:2: the formulas run in a circle: rest → rest"), std::string::npos) << source.error().message.en;
}

}  // namespace
}  // namespace kilowatch
