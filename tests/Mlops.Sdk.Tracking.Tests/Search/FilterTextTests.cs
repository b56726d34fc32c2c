using System.Globalization;
using System.Linq.Expressions;
using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Search;

public sealed class FilterTextTests : IAsyncLifetime
{
    private static readonly string[] s_names = ["acc", "a/b.c", "with space", "quo`te"];
    private static readonly string[] s_texts = ["x", "X", "Ünï", "a%b", "", "it's", "x_y"];
    private static readonly double[] s_values = [double.NaN, double.NegativeInfinity, -1.5, -0.0, 0, 0.5, 1e-3, double.PositiveInfinity];
    private readonly TempDirectory _directory = new();
    private Workspace _workspace = null!;
    private List<RunInfo> _all = [];

    public async ValueTask InitializeAsync()
    {
        _workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        var random = new Numerics.RandomStream(11);
        string? parent = null;
        for (int i = 0; i < 50; i++)
        {
            Run run = await _workspace.StartRunAsync($"e{random.NextInt32(2)}", new() { Name = random.NextInt32(3) == 0 ? null : Pick(s_texts[..4]), ParentId = random.NextInt32(4) == 0 ? parent : null });
            parent ??= run.Id;
            foreach (string name in s_names)
            {
                for (int points = random.NextInt32(3); points > 0; points--) run.Log(name, Pick(s_values));
                if (random.NextInt32(2) == 0) run.LogParam(name, Pick(s_texts));
                if (random.NextInt32(2) == 0) run.SetTag(name, Pick(s_texts));
            }

            if (random.NextInt32(3) == 0) await run.LogDatasetAsync(Pick(["train", "Test"]), Samples.Data, source: random.NextInt32(2) == 0 ? null : "s%");
            if (random.NextInt32(4) == 0) await run.FailAsync("broke");
            else if (random.NextInt32(4) > 0) await run.CompleteAsync();
            else await run.FlushAsync();
            _all.Add(await _workspace.Runs.GetAsync(run.Id));
        }

        T Pick<T>(T[] from) => from[random.NextInt32(from.Length)];
    }

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Of_Expressions_FindWhatTheirTextsFind()
    {
        string wanted = "x", key = "acc";
        string[] some = ["x", "Ünï"];
        List<string> more = ["X", "it's"];
        double limit = 0.25;
        DateTimeOffset time = _all[20].StartedAt;
        (RunFilter Expression, string Text)[] pairs =
        [
            (RunFilter.Of(run => run.Metrics["acc"].Last > limit), "metrics.acc > 0.25"),
            (RunFilter.Of(run => limit <= run.Metrics[key].Max && run.Metrics["acc"].Min != 0), "max(metrics.acc) >= 0.25 AND min(metrics.acc) != 0"),
            (RunFilter.Of(run => !(run.Metrics["a/b.c"].Last < -1) || run.Status == RunStatus.Failed), "NOT metrics.a/b.c < -1 OR status = 'Failed'"),
            (RunFilter.Of(run => run.Metrics["acc"].Last == double.PositiveInfinity), "metrics.acc = inf"),
            (RunFilter.Of(run => run.Tags["with space"] == wanted && run.Params["acc"] != "x"), "tags.`with space` = 'x' AND params.acc != 'x'"),
            (RunFilter.Of(run => some.Contains(run.Params["acc"]) || more.Contains(run.Tags["acc"])), "params.acc IN ('x', 'Ünï') OR tags.acc IN ('X', \"it's\")"),
            (RunFilter.Of(run => run.Params.ContainsKey("acc") && !run.Tags.ContainsKey("acc") && run.Metrics.ContainsKey("acc")), "params.acc IS NOT NULL AND tags.acc IS NULL AND metrics.acc IS NOT NULL"),
            (RunFilter.Of(run => run.Name!.StartsWith("ü", StringComparison.OrdinalIgnoreCase) || run.Name.EndsWith('X') || run.Error!.Contains("rok")), "run_name ILIKE 'ü%' OR run_name LIKE '%X' OR error LIKE '%rok%'"),
            (RunFilter.Of(run => run.Name == null || run.ParentId != null), "run_name IS NULL OR parent_id IS NOT NULL"),
            (RunFilter.Of(run => run.StartedAt > time && run.EndedAt != null), string.Create(CultureInfo.InvariantCulture, $"start_time > '{time:O}' AND end_time IS NOT NULL")),
            (RunFilter.Of(run => run.EndedAt!.Value >= time.AddHours(-1) && run.Experiment.Equals("e1", StringComparison.Ordinal)), string.Create(CultureInfo.InvariantCulture, $"end_time >= '{time.AddHours(-1):O}' AND experiment = 'e1'")),
            (RunFilter.Of(run => run.Datasets.Any(data => data.Name == "train" && data.Source == null)), "dataset.name = 'train' AND dataset.source IS NULL"),
            (RunFilter.Of(run => true), ""),
        ];
        foreach ((RunFilter expression, string text) in pairs)
        {
            RunFilter other = RunFilter.Parse(text);
            Assert.Equal(_all.Where(other.Matches).Select(run => run.Id), _all.Where(expression.Matches).Select(run => run.Id));
            RunPage found = await _workspace.Runs.SearchAsync(new() { Where = expression, PageSize = 1000 });
            Assert.Equal(_all.Where(other.Matches).Select(run => run.Id).Order(StringComparer.Ordinal), found.Runs.Select(run => run.Id).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Of_WhatAStoreCannotAnswer_IsRefusedWithItsPlace()
    {
        Assert.Contains("run.Artifacts.Length", Assert.Throws<ArgumentException>(() => RunFilter.Of(run => run.Artifacts.Length > 3)).Message);
        Assert.Throws<ArgumentException>(() => RunFilter.Of(run => run.Name == run.Experiment));
        Assert.Throws<ArgumentException>(() => RunFilter.Of(run => run.Name!.Contains("50%")));
        Assert.Throws<ArgumentException>(() => RunFilter.Of(run => run.Name!.Length > 3));
        Assert.Throws<ArgumentException>(() => RunFilter.Of(run => string.IsNullOrEmpty(run.Name)));
        Assert.Throws<ArgumentException>(() => RunFilter.Of(run => run.Metrics["a"].Count > 3));
        Assert.Throws<ArgumentNullException>(() => RunFilter.Of(null!));
        ParameterExpression run = Expression.Parameter(typeof(RunInfo));
        Expression deep = Enumerable.Range(0, 50_000).Aggregate((Expression)Expression.Constant(true), (inner, _) => Expression.Not(inner));
        Assert.Contains("nested deeper", Assert.Throws<ArgumentException>(() => RunFilter.Of(Expression.Lambda<Func<RunInfo, bool>>(deep, run))).Message);
    }

    [Fact]
    public void Search_AnyText_GivesTheSameAsLookingAtEveryRun()
    {
        Gen<string> name = Gen.Int[0, s_names.Length - 1].Select(i => "`" + s_names[i].Replace("`", "``", StringComparison.Ordinal) + "`");
        Gen<string> text = Gen.Int[0, s_texts.Length - 1].Select(i => "'" + s_texts[i].Replace("'", "''", StringComparison.Ordinal) + "'");
        Gen<string> pattern = One("'%'", "'x%'", "'_'", "'%ü%'", "'a\u0025b'", "''", "'%_%_%'", "'Failed'");
        Gen<string> number = One("-1.5", "0", "-0.0", ".5", "1e-3", "inf", "-Infinity", "7");
        Gen<string> metric = Gen.Select(One("metrics.{0}", "min(metric.{0})", "MAX( metrics.{0} )", "last(Metrics.{0})"), name).Select((form, key) => string.Format(CultureInfo.InvariantCulture, form, key));
        Gen<string> field = Gen.OneOf(
            Gen.Select(One("params", "tags", "param", "facts"), name).Select((entity, key) => $"{entity}.{key}"),
            One("run_name", "attributes.run_name", "experiment", "parent_id", "note", "error", "dataset.name", "datasets.source"));
        Gen<string> leaf = Gen.OneOf(
            Gen.Select(metric, One("=", "==", "!=", "<>", "<", "<=", ">", ">="), number).Select((f, sign, value) => $"{f} {sign} {value}"),
            Gen.Select(metric, One("IN", "not in"), number.Array[1, 3]).Select((f, word, values) => $"{f} {word} ({string.Join(", ", values)})"),
            Gen.Select(field, One("=", "!="), text).Select((f, sign, value) => $"{f} {sign} {value}"),
            Gen.Select(field, One("LIKE", "NOT LIKE", "ilike", "NOT ILIKE"), pattern).Select((f, word, value) => $"{f} {word} {value}"),
            Gen.Select(field, One("IN", "NOT IN"), text.Array[1, 4]).Select((f, word, values) => $"{f} {word} ({string.Join(",", values)})"),
            Gen.Select(Gen.OneOf(field, metric, One("end_time", "start_time")), One("IS NULL", "is not null")).Select((f, word) => $"{f} {word}"),
            Gen.Select(One("=", "!="), One("RUNNING", "Failed", "finished")).Select((sign, value) => $"status {sign} '{value}'"),
            Gen.Select(One("start_time", "end_time"), One("<", ">=", "!=")).Select((f, sign) => $"{f} {sign} '2026-01-01'"));
        Gen<string> filter = Gen.Recursive<string>((depth, self) => depth > 3 ? leaf : Gen.OneOf(
            leaf,
            Gen.Select(self, One(" AND ", " or "), self).Select((left, word, right) => left + word + right),
            self.Select(inner => $"NOT ({inner})"),
            self.Select(inner => $"({inner})")));

        filter.Sample(written =>
        {
            RunFilter where = RunFilter.Parse(written);
            RunPage page = _workspace.Runs.SearchAsync(new() { Where = where, OrderBy = RunOrder.Oldest, PageSize = 1000 }).GetAwaiter().GetResult();
            Assert.Equal(_all.Where(where.Matches).Select(run => run.Id), page.Runs.Select(run => run.Id));
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Parse_Precedence_NotBeforeAndBeforeOr()
    {
        string[] same = ["NOT a.`x` = '1' OR b.`y` = '2' AND c.`z` = '3'", "(NOT (a.`x` = '1')) OR ((b.`y` = '2') AND (c.`z` = '3'))"];
        string Fill(string text) => text.Replace("a.", "tags.", StringComparison.Ordinal).Replace("b.", "tags.", StringComparison.Ordinal).Replace("c.", "params.", StringComparison.Ordinal);
        RunInfo[] runs = [.. Enumerable.Range(0, 8).Select(bits => _all[0] with
        {
            Tags = new Dictionary<string, string> { ["x"] = (bits & 1) > 0 ? "1" : "0", ["y"] = (bits & 2) > 0 ? "2" : "0" }.ToSorted(),
            Params = new Dictionary<string, string> { ["z"] = (bits & 4) > 0 ? "3" : "0" }.ToSorted(),
        })];
        Assert.Equal(runs.Select(RunFilter.Parse(Fill(same[1])).Matches), runs.Select(RunFilter.Parse(Fill(same[0])).Matches));
        Assert.Contains(false, runs.Select(RunFilter.Parse(Fill(same[0])).Matches));
    }

    [Theory]
    [InlineData("metrics.acc > 0.5 metrics.acc > 0.1", 19, "AND, OR or the end")]
    [InlineData("metrics.acc > '0.5'", 15, "without quotes")]
    [InlineData("params.rate = 0.1", 15, "text in quotes")]
    [InlineData("params.rate > '0.1'", 13, "is a text")]
    [InlineData("metrics.acc = NaN", 15, "IS NULL")]
    [InlineData("metrics.acc LIKE 'x'", 13, "is a number")]
    [InlineData("run_nam = 'x'", 1, "Did you mean \"run_name\"")]
    [InlineData("status = 'Runing'", 10, "There is no status")]
    [InlineData("tags.team = 'open", 13, "not closed")]
    [InlineData("(metrics.acc > 1", 17, "')' is expected")]
    [InlineData("metrics.acc >", 14, "A number is expected")]
    [InlineData("metrics.acc > 1; DROP TABLE runs", 16, "';' means nothing")]
    [InlineData("start_time > 'yesterday'", 14, "A time is expected")]
    [InlineData("min(params.rate) > 1", 1, "asked of a metric")]
    [InlineData("min(max(metrics.acc)) > 1", 5, "There is no field")]
    [InlineData("start_time > -9223372036854775808", 14, "A time is expected")]
    [InlineData("start_time < '0001-01-01'", 14, "A time is expected")]
    [InlineData("  AND", 3, "There is no field")]
    public void Parse_Mistake_PointsAtThePlace(string text, int position, string message)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => RunFilter.Parse(text));
        Assert.Contains(message, refused.Message);
        string[] lines = refused.Message.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains($"At position {position}:", lines[0]);
        Assert.Equal(position + 2, lines[2].IndexOf('^') + 1);
    }

    [Fact]
    public void Parse_TooDeepOrTooLong_IsRefused()
    {
        Assert.Contains("deeper", Assert.Throws<ArgumentException>(() => RunFilter.Parse(new string('(', 5000))).Message);
        Assert.Contains("deeper", Assert.Throws<ArgumentException>(() => RunFilter.Parse(string.Concat(Enumerable.Repeat("NOT ", 5000)))).Message);
        Assert.Contains("more than 300", Assert.Throws<ArgumentException>(() => RunFilter.Parse(string.Join(" OR ", Enumerable.Repeat("status = 'failed'", 301)))).Message);
        Assert.Contains("no field", Assert.Throws<ArgumentException>(() => RunFilter.Parse(string.Concat(Enumerable.Repeat("min(", 24_000)))).Message);
        Assert.Contains("more than 300", Assert.Throws<ArgumentException>(() => RunFilter.Parse($"metrics.acc IN ({string.Join(",", Enumerable.Range(0, 5000))})")).Message);
        Assert.Contains("at most", Assert.Throws<ArgumentException>(() => RunFilter.Parse(new string(' ', 200_000))).Message);
    }

    [Fact]
    public void RowFilter_TooDeep_IsRefused()
    {
        Assert.Contains("deeper", Assert.Throws<ArgumentException>(() => Enumerable.Range(0, 100_000).Aggregate(RowFilter.Is("x", true), (filter, _) => RowFilter.Not(filter))).Message);
        Assert.Contains("deeper", Assert.Throws<ArgumentException>(() => RowFilter.Parse(string.Concat(Enumerable.Repeat("NOT ", 5000)))).Message);
        Assert.Contains("more than 1000", Assert.Throws<ArgumentException>(() => RowFilter.Parse(string.Join(" OR ", Enumerable.Repeat("x = 1", 1001)))).Message);
    }

    [Fact]
    public async Task Search_ManyComparisonsAndValues_IsAnswered()
    {
        RunFilter many = RunFilter.Parse(string.Join(" OR ", Enumerable.Range(0, 300).Select(i => $"tags.acc = 'n{i}'")));
        Assert.Empty((await _workspace.Runs.SearchAsync(new() { Where = many })).Runs);
        RunFilter among = RunFilter.Parse($"run_id IN ({string.Join(",", Enumerable.Range(0, 5000).Select(i => $"'{i}'").Append($"'{_all[3].Id}'"))})");
        Assert.Equal(_all[3].Id, Assert.Single((await _workspace.Runs.SearchAsync(new() { Where = among })).Runs).Id);
    }

    [Theory]
    [InlineData("metrics.a/b.c DESC", "a/b.c", true, MetricAggregate.Last)]
    [InlineData("min(metrics.`with space`)", "with space", false, MetricAggregate.Min)]
    public void ParseOrder_Metric_GivesTheOrder(string text, string name, bool descending, MetricAggregate aggregate) => Assert.Equal(new MetricOrder(name, descending, aggregate), RunOrder.Parse(text));

    [Fact]
    public void ParseOrder_Start_AndMistakes()
    {
        Assert.Equal(RunOrder.Newest, RunOrder.Parse("start_time desc"));
        Assert.Equal(RunOrder.Oldest, RunOrder.Parse("attributes.start_time"));
        Assert.Throws<ArgumentException>(() => RunOrder.Parse("params.rate"));
        Assert.Throws<ArgumentException>(() => RunOrder.Parse("metrics.auc DOWN"));
    }

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
