using System.Globalization;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class RuleJsonTests
{
    [Fact]
    public void FromJson_OfAnySet_IsEqualAndWritesTheSameText() =>
        AnyRules.Set.Sample(rules =>
        {
            string json = rules.ToJson();
            var read = DataRules.FromJson(json);
            Assert.Equal(rules, read);
            Assert.Equal(json, read.ToJson());
            Assert.Equal(json, new DataRules(rules.Rules.Reverse()).ToJson());
        }, iter: 200);

    [Fact]
    public void ToJson_IsReadableAndStable()
    {
        DataRules rules = DataRules.Empty
            .Column("zip", zip => zip.Matches(@"\d{5}").When(Rule.InSet("country", "US")).Severity(Severity.Warning).Owner("sales"))
            .Column("age", age => age.IsPresent().Mostly(0.99).Between(0, 120))
            .Column("seen", seen => seen.IsFresh(TimeSpan.FromDays(1)).InTimeRange(new DateTime(2020, 1, 1)))
            .Table(table => table.RowCount(1000));
        const string expected = """
            {
              "schema_version": 1,
              "rules": [
                {
                  "kind": "row_count",
                  "min": 1000
                },
                {
                  "kind": "in_range",
                  "column": "age",
                  "min": 0,
                  "max": 120
                },
                {
                  "kind": "is_present",
                  "column": "age",
                  "mostly": 0.99
                },
                {
                  "kind": "in_time_range",
                  "column": "seen",
                  "min": "2020-01-01"
                },
                {
                  "kind": "is_fresh",
                  "column": "seen",
                  "max_age": "1.00:00:00"
                },
                {
                  "kind": "when",
                  "condition": {
                    "kind": "in_set",
                    "column": "country",
                    "values": [
                      "US"
                    ]
                  },
                  "then": {
                    "kind": "matches",
                    "column": "zip",
                    "pattern": "\\d{5}"
                  },
                  "severity": "warning",
                  "owner": "sales"
                }
              ]
            }

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), rules.ToJson());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(expected.ReplaceLineEndings("\n"), rules.ToJson());
            Assert.Equal(rules, DataRules.FromJson(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[1]", "should be an object")]
    [InlineData("""{"rules": []}""", "schema_version")]
    [InlineData("""{"schema_version": 2, "rules": []}""", "this version reads 1")]
    [InlineData("""{"schema_version": 1, "rules": {}}""", "should be a list")]
    [InlineData("""{"schema_version": 1, "rules": [], "rule": 1}""", "did you mean 'rules'")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "in_rnage", "column": "a"}]}""", "rules[0] has the unknown kind 'in_rnage'; did you mean 'in_range'")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "System.IO.File", "column": "a"}]}""", "unknown kind")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present"}]}""", "has no 'column'")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present", "column": 3}]}""", "should be a text")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present", "column": "a", "mostyl": 1}]}""", "did you mean 'mostly'")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present", "column": "a", "mostly": 2}]}""", "at most 1")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present", "column": "a", "severity": "fatal"}]}""", "info, warning, error")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present", "column": "a"}, {"kind": "is_present", "column": "a"}]}""", "rules[1] and rules[0]")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_present", "column": "a", "column": "b"}]}""", "twice")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "in_range", "column": "a", "min": 3, "max": 1}]}""", "below the least")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "in_range", "column": "a", "min": 1e999}]}""", "finite number")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "matches", "column": "a", "pattern": "("}]}""", "no regular expression")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "matches", "column": "a", "pattern": "a)|(?:.*"}]}""", "no regular expression")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "matches", "column": "a", "pattern": "(?<x>a+)\\k<x>"}]}""", "without backtracking")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "matches", "column": "a", "pattern": "((a{1000}){1000}){1000}"}]}""", "without backtracking")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "is_fresh", "column": "a", "max_age": "soon"}]}""", "no time span")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "custom", "condition": "mine", "columns": []}]}""", "Rule.Satisfies")]
    [InlineData("""{"schema_version": 1, "rules": [{"kind": "when", "condition": {"kind": "row_count", "min": 1}, "then": {"kind": "is_present", "column": "a"}}]}""", "about the table")]
    public void FromJson_WrongOrHostile_NamesThePlaceAndTheRemedy(string json, string said)
    {
        MlopsException error = Assert.Throws<MlopsException>(() => DataRules.FromJson(json));
        Assert.Equal("MLO3102", error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_NestedWithoutEnd_IsRefused()
    {
        string inner = """{"kind": "is_present", "column": "a"}""";
        for (int i = 0; i < 20; i++) inner = $$"""{"kind": "any_of", "rules": [{{inner}}, {"kind": "is_present", "column": "b"}]}""";
        string json = $$"""{"schema_version": 1, "rules": [{{inner}}]}""";
        Assert.Contains("rules deep", Assert.Throws<MlopsException>(() => DataRules.FromJson(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveAndLoad_KeepTheRules_AndRefuseConditionsOfAProgram()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "rules.json");
        DataRules rules = DataRules.Empty.Column("a", a => a.IsPresent());
        try
        {
            rules.Save(path);
            Assert.Equal(rules, DataRules.Load(path));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }

        MlopsException error = Assert.Throws<MlopsException>(() => rules.Column("a", a => a.Satisfies("even", row => row.Number("a") % 2 == 0)).ToJson());
        Assert.Equal("MLO3103", error.Code);
        Assert.Contains("'even'", error.Message, StringComparison.Ordinal);
    }
}
