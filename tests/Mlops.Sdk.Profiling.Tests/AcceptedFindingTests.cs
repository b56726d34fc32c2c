namespace Mlops.Sdk.Profiling.Tests;

public sealed class AcceptedFindingTests
{
    private static readonly DateTime s_now = new(2026, 3, 31, 15, 0, 0);
    private static readonly Dataset s_data = new(new NumberColumn("income", Enumerable.Range(0, 100).Select(row => row % 4 == 0 ? double.NaN : row * 1.5).ToArray()), new NumberColumn("age", Enumerable.Range(0, 100).Select(row => row % 2 == 0 ? double.NaN : row).ToArray()));

    private static AcceptedFinding Income => new("PROF001", "income", "not asked before March", "Ada Lovelace");

    private static Finding Missing(string column, params AcceptedFinding[] accepted) =>
        s_data.Profile(new() { AsOf = s_now, Accepted = new() { Findings = [.. accepted] } }).Findings.Single(finding => finding.Code == "PROF001" && finding.Column == column);

    [Fact]
    public void Finding_Accepted_IsInformationAndSaysByWhomAndWhy()
    {
        ProfileReport report = s_data.Profile(new() { AsOf = s_now, Accepted = new() { Findings = [Income with { Until = new DateTime(2026, 3, 31) }] } });
        Finding accepted = report.Findings.Single(finding => finding.Code == "PROF001" && finding.Column == "income"), other = report.Findings.Single(finding => finding.Code == "PROF001" && finding.Column == "age");
        Assert.Equal((Severity.Info, Severity.Warning, true), (accepted.Severity, accepted.Acceptance!.Severity, accepted.Acceptance.IsInForce));
        Assert.Equal((Severity.Warning, null), (other.Severity, other.Acceptance));
        foreach (string text in (string[])[report.ToString(), report.ToText(), report.ToMarkdown(), report.ToHtml()])
        {
            Assert.Contains(text.StartsWith('#') ? "**accepted** PROF001" : "1 accepted", text, StringComparison.Ordinal);
            Assert.Contains("Accepted by Ada Lovelace until 2026-03-31", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }

        Assert.Contains("\"in_force\": true", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_WhoseTimeIsOverOrThatIsWorse_IsAFindingAgain()
    {
        Assert.True(Missing("income", Income with { Limit = 0.25 }).Acceptance!.IsInForce);
        foreach (AcceptedFinding lapsed in (AcceptedFinding[])[Income with { Until = new DateTime(2026, 3, 30) }, Income with { Until = s_now.AddTicks(-1) }, Income with { Limit = 0.24 }])
        {
            Finding finding = Missing("income", lapsed);
            Assert.Equal((Severity.Warning, false), (finding.Severity, finding.Acceptance!.IsInForce));
        }

        // A value below its threshold is worse when it is less.
        Assert.True((Income with { Limit = 0.3 }).Of(Severity.Warning, 0.4, 0.5, s_now).IsInForce);
        Assert.False((Income with { Limit = 0.3 }).Of(Severity.Warning, 0.2, 0.5, s_now).IsInForce);
        Assert.Null(Missing("income", Income with { Column = null }).Acceptance);
        Assert.Null(Missing("income", Income with { Code = "PROF010" }).Acceptance);
    }

    [Fact]
    public void Json_OfAnyList_IsReadBackTheSame()
    {
        AcceptedFindings all = AcceptedFindings.Of(s_data.Profile().Findings, "seen", "Ada", new DateTime(2027, 1, 1, 12, 30, 0)).With(new() { Findings = [Income with { Limit = 0.3 }, Income with { Rule = "income is there", Column = null }] });
        Assert.Equal(all, AcceptedFindings.FromJson(all.ToJson()));
        Assert.Equal(0.3, all.Findings.Single(finding => finding.Code == "PROF001" && finding.Column == "income").Limit);
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            all.Save(Path.Combine(folder, "deep", "accepted.json"));
            Assert.Equal(all, AcceptedFindings.Load(Path.Combine(folder, "deep", "accepted.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"accepted":[]}""", "schema_version")]
    [InlineData("""{"schema_version":2,"accepted":[]}""", "reads 1")]
    [InlineData("""{"schema_version":1,"accepted":[{"code":"PROF001","by":"Ada"}]}""", "accepted[0] has no 'reason'")]
    [InlineData("""{"schema_version":1,"accepted":[{"code":"PROF001","reason":" ","by":"Ada"}]}""", "does not say why")]
    [InlineData("""{"schema_version":1,"accepted":[{"code":"PROF001","reason":"x","by":"Ada","untill":"2026-01-01"}]}""", "did you mean 'until'")]
    [InlineData("""{"schema_version":1,"accepted":[{"code":"PROF001","reason":"x","by":"Ada","until":"soon"}]}""", "'soon'")]
    public void Json_ThatIsWrong_IsToldByItsPlace(string json, string told)
    {
        MlopsException error = Assert.Throws<MlopsException>(() => AcceptedFindings.FromJson(json));
        Assert.Equal("MLO3102", error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_BrokenAndAccepted_PassAndSaySo()
    {
        DataRules rules = new([Rule.IsPresent("income"), Rule.InRange("age", 0, 50)]);
        ValidationReport failed = rules.Validate(s_data);
        Assert.False(failed.Passed);
        RuleResult[] broken = [.. failed.Failures];
        AcceptedFindings one = new() { Findings = [new AcceptedFinding(broken[0].Code, broken[0].Rule.Columns[0], "known", "Ada") { Rule = broken[0].Rule.Name, Limit = 1 }] };
        ValidationReport less = rules.Validate(s_data, new() { Accepted = one });
        Assert.False(less.Passed);
        Assert.Equal(1, less.Findings.Count(finding => finding.Acceptance is { IsInForce: true }));
        ValidationReport passed = rules.Validate(s_data, new() { Accepted = AcceptedFindings.Of(failed.Findings, "known", "Ada") });
        passed.ThrowIfFailed();
        Assert.Equal((2, 2), (passed.Failures.Count(), passed.Findings.Count(finding => finding.Severity == Severity.Info && finding.Acceptance is not null)));
        Assert.Contains("accepted", passed.ToText(), StringComparison.Ordinal);
        Assert.Contains("\"passed\": true", passed.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(70.0, true)]
    [InlineData(75.0, false)]
    [InlineData(200.0, false)]
    public void Rule_BelowItsLeast_IsWorseWhenItIsLess(double limit, bool isInForce)
    {
        // The mean of the incomes is 75 less a little; the rule asks for 100.
        DataRules rules = new([Rule.Mean("income", min: 100)]);
        RuleResult broken = rules.Validate(s_data).Failures.Single();
        Assert.InRange(broken.Observed!.Value, 70, 75.5);
        double at = limit == 75 ? broken.Observed.Value + 0.001 : limit;
        ValidationReport report = rules.Validate(s_data, new() { Accepted = new() { Findings = [new AcceptedFinding(broken.Code, "income", "known", "Ada") { Limit = at }] } });
        Assert.Equal((isInForce, isInForce), (report.Passed, report.Failures.Single().Acceptance!.IsInForce));
    }

    [Fact]
    public void Comparison_WithItsDifferencesAccepted_DoesNotThrow()
    {
        ProfileReport before = s_data.Profile(), after = s_data.Drop("age").Profile();
        ProfileComparison told = before.Compare(after);
        Assert.Throws<ProfileComparisonException>(() => told.ThrowIfDifferent());
        before.Compare(after, new() { Accepted = AcceptedFindings.Of(told.Findings, "dropped on purpose", "Ada") }).ThrowIfDifferent(Severity.Info);
        Assert.Throws<ProfileComparisonException>(() => before.Compare(after, new() { Accepted = AcceptedFindings.Of(told.Findings, "dropped on purpose", "Ada", new DateTime(2000, 1, 1)) }).ThrowIfDifferent());
    }

    [Fact]
    public void History_WithItsAnomaliesAccepted_DoesNotThrow()
    {
        var history = ProfileHistory.InMemory();
        for (int day = 1; day <= 12; day++) history.Append(new DateTime(2026, 1, day), [new ProfileMetric("table.rows", null, day == 12 ? 9000 : 1000 + day)]);
        AnomalyReport told = history.Check();
        Assert.Throws<AnomalyException>(() => told.ThrowIfAnomalous());
        history.Check(new() { Accepted = AcceptedFindings.Of(told.Findings, "campaign", "Ada", new DateTime(2026, 1, 12)) }).ThrowIfAnomalous();
        Assert.Throws<AnomalyException>(() => history.Check(new() { Accepted = AcceptedFindings.Of(told.Findings, "campaign", "Ada", new DateTime(2026, 1, 11)) }).ThrowIfAnomalous());
    }
}
