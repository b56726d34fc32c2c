using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Gates;

/// <summary>Whatever stands in a table, and however it is cut, nothing throws, what is written can be read, and no page obeys a value.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public void Profile_OfPartsOfAnyTable_IsMadeMergedKeptAndShown() => Gen.Select(AnyTable.Any, AnyTable.Options, Tables.Parts, Gen.ULong).Sample(
        (data, options, parts, seed) =>
        {
            ProfileSummary merged = MergeTree.Of([.. Tables.Cut(data, parts, seed)], data.Schema, options, seed);
            // Halves of surrogate pairs are not kept as they are, so the order of texts may change once, and no more.
            byte[] bytes = Tables.Bytes(Read(Tables.Bytes(merged.WriteTo)).WriteTo);
            ProfileSummary read = Read(bytes);
            Assert.Equal(bytes, Tables.Bytes(read.WriteTo));
            ProfileReport report = read.ToReport();
            Assert.Equal(data.RowCount, report.RowCount);
            Shown(report);
            Shown(data.Profile(options));
            Shown(data.AsSource().Profile(options));
        },
        iter: 25,
        threads: 1);

    [Fact]
    public void Infer_OfAnyTable_IsKeptByIt_AndSurvivesJson() => AnyTable.Any.Sample(
        data =>
        {
            DataRules rules = DataRules.Infer(data);
            Assert.Equal(rules, DataRules.FromJson(rules.ToJson()));
            ValidationReport report = rules.Validate(data);
            Assert.True(report.Passed, report.ToString());
            Shown(report);
            Assert.Equal(rules, DataRules.Infer(data.Profile()));
            Assert.Equal(rules, DataRules.Infer(data.AsSource()));
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void Suggest_OfAnyTable_IsKeptByIt_AndSurvivesJson() => AnyTable.Any.Sample(
        data =>
        {
            RuleSuggestions suggestions = DataRules.Suggest(data, new() { HoldOuts = 1 });
            Shown(suggestions);
            Assert.Equal(suggestions.Rules, DataRules.FromJson(suggestions.Rules.ToJson()));
            ValidationReport report = suggestions.Rules.Validate(data);
            Assert.True(report.Passed, report.ToText());
            Shown(report);
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void Validate_OfOneTableByTheRulesOfAnother_SaysSo_AndLosesNoRow() => Gen.Select(AnyTable.Any, AnyTable.Any).Sample(
        (known, next) =>
        {
            DataRules rules = DataRules.Infer(known).Add(DataRules.Suggest(known, new() { HoldOuts = 0, SetAside = true }).Rules.Rules);
            ValidationReport report = rules.Validate(next, new() { MaxExamples = 100 });
            Shown(report);
            Assert.Equal(rules.Rules.Length, report.Results.Length);
            (Dataset accepted, Dataset quarantined) = rules.Split(next);
            Assert.Equal(next.RowCount, accepted.RowCount + quarantined.RowCount);
            Assert.Equal(next.Schema.Select(field => field.Name), quarantined.Schema.Select(field => field.Name).Take(next.ColumnCount));
        },
        iter: 30,
        threads: 1);

    private static ProfileSummary Read(byte[] bytes) => ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));

    private static void Shown(Report report)
    {
        Assert.All(report.ToString().Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain(report.ToText(80), c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u2066');
        Markup.IsInertMarkdown(report.ToMarkdown());
        using (JsonDocument json = JsonDocument.Parse(report.ToJson())) Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        Markup.IsInert(report.ToHtml());
    }
}
