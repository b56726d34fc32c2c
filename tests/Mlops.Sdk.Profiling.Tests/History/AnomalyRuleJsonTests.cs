namespace Mlops.Sdk.Profiling.Tests;

public sealed class AnomalyRuleJsonTests
{
    private static readonly AnomalyOptions s_options = new()
    {
        Rules =
        [
            AnomalyRule.Automatic(0.02), AnomalyRule.Change(0.05).On("column.missing_share", "age", "a \"name\""), AnomalyRule.Rate(0.5) with { Severity = Severity.Error }, AnomalyRule.Range(min: 0.1), AnomalyRule.Range(-1, 2.5).On("m"),
            AnomalyRule.RobustZ(3.5, 20), AnomalyRule.Seasonal(24, 5), AnomalyRule.Trend(3, 60, 7), AnomalyRule.Trend(), AnomalyRule.OnlineNormal(4.5, 0.1) with { Columns = ["x"] },
        ],
        AcceptAfter = 9,
        From = new DateTime(2026, 3, 1, 4, 5, 6),
    };

    [Fact]
    public void FromJson_OfEveryKind_IsTheSameAgain()
    {
        string json = s_options.ToJson();
        Assert.Equal(s_options, AnomalyOptions.FromJson(json));
        Assert.Equal(json, AnomalyOptions.FromJson(json).ToJson());
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
        Assert.Equal(new(), AnomalyOptions.FromJson(new AnomalyOptions().ToJson()));
        IEnumerable<Type> kinds = typeof(AnomalyRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AnomalyRule)) && !type.IsAbstract);
        Assert.Empty(kinds.Except(s_options.Rules.Select(rule => rule.GetType())));
    }

    [Fact]
    public void Save_AndLoad_KeepTheRules()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "rules.json");
        try
        {
            s_options.Save(path);
            Assert.Equal(s_options, AnomalyOptions.Load(path));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void FromJson_WrittenByHand_TakesDefaultsAndComments() =>
        Assert.Equal(new() { Rules = [AnomalyRule.Trend(), AnomalyRule.RobustZ()] }, AnomalyOptions.FromJson("""{ "schema_version": 1, /* by hand */ "rules": [ { "kind": "trend" }, { "kind": "robust_z", "threshold": 4 }, ] }"""));

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "should be an object")]
    [InlineData("""{"rules":[{"kind":"trend"}]}""", "schema_version")]
    [InlineData("""{"schema_version":2,"rules":[{"kind":"trend"}]}""", "reads 1")]
    [InlineData("""{"schema_version":1,"rules":[]}""", "no rule")]
    [InlineData("""{"schema_version":1,"rules":{}}""", "should be a list")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"trends"}]}""", "did you mean 'trend'")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"System.Diagnostics.Process, System"}]}""", "unknown kind")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"trend"},{"kind":"change"}]}""", "rules[1] has no 'absolute'")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"trend","windows":3}]}""", "did you mean 'window'")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"trend","window":2147483647}]}""", "12 to 366")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"trend","window":56,"window":60}]}""", "twice")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"seasonal","period":-7}]}""", "period")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"robust_z","threshold":1e999}]}""", "finite")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"online_normal","forgetting":0.9}]}""", "0 to 0.2")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"range","min":2,"max":1}]}""", "above")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"automatic","severity":"fatal"}]}""", "severity")]
    [InlineData("""{"schema_version":1,"rules":[{"kind":"automatic","columns":[1]}]}""", "columns")]
    [InlineData("""{"schema_version":1,"accept_after":1,"rules":[{"kind":"automatic"}]}""", "AcceptAfter")]
    [InlineData("""{"schema_version":1,"from":"yesterday","rules":[{"kind":"automatic"}]}""", "ISO 8601")]
    public void FromJson_OfSomethingElse_NamesPlaceAndRemedy(string json, string part)
    {
        MlopsException error = Assert.Throws<MlopsException>(() => AnomalyOptions.FromJson(json));
        Assert.Equal("MLO3102", error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
