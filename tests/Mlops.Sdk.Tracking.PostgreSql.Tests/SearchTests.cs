using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

public sealed class SearchTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const int Runs = 40;
    private static readonly double[] s_values = [double.NaN, double.NegativeInfinity, -1, -0.0, 0, 0.5, 0.5, 1, double.PositiveInfinity];
    private static readonly string[] s_metrics = ["a", "'; DROP TABLE runs; --", "none"];
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // What folds, sorts or escapes otherwise in a database than in .NET.
    private static readonly string[] s_texts =
        ["", "a", "A", "ab", "aB", "straße", "STRASSE", "ı", "İ", "i", "I", "ſ", "s", "K", "k", "é", "e\u0301", "𝄞", "𐐨", "𐐀", "x\0y", "x\uFFFFy", "\uFFFE0", "50%", "5_0", @"a\b", @"\", "a\nb", "it's", "[a]", "^$.*", "ß"];

    private Workspace _workspace = null!;
    private List<RunInfo> _all = [];

    public async ValueTask InitializeAsync()
    {
        PostgreSqlOptions options = server.NewSchema();
        PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(options);
        _workspace = Workspace.FromStores(store, new Mlops.Sdk.Testing.InMemoryArtifactStore(), options.Workspace);
        var random = new RandomStream(7);
        List<RunWrite> writes = [];
        string[] ids = [.. Enumerable.Range(0, Runs).Select(i => $"{i:00}".PadLeft(26, '0'))];
        for (int i = 0; i < Runs; i++)
        {
            string Any() => s_texts[random.NextInt32(s_texts.Length)];
            writes.Add(new RunStarted(ids[i], $"e{random.NextInt32(2)}", i % 3 == 0 ? null : Any(), i > 0 && i % 5 == 0 ? ids[0] : null, s_start.AddSeconds(i), 0, [new("f", Any())]));
            foreach (string metric in s_metrics[..2])
                for (int points = random.NextInt32(4); points > 0; points--) writes.Add(new MetricLogged(ids[i], metric, new(s_values[random.NextInt32(s_values.Length)], random.NextInt32(3), s_start)));
            if (i % 4 != 0) writes.Add(new TagSet(ids[i], "t", Any()));
            if (i % 2 == 0) writes.Add(new ParamSet(ids[i], "p", Any()));
            if (i % 3 == 1) writes.Add(new NoteSet(ids[i], Any()));
            if (i % 3 == 0) writes.Add(new DatasetLogged(ids[i], new RunDataset(DatasetRole.Input, Any(), Any(), 1, 1, i % 2 == 0 ? null : Any())));
            if (i % 7 != 0) writes.Add(new RunEnded(ids[i], (RunStatus)(1 + random.NextInt32(4)), s_start.AddMinutes(i), Any()));
        }

        await store.Runs.WriteAsync(writes);
        _all = [.. (await _workspace.Runs.SearchAsync(new() { OrderBy = RunOrder.Oldest, PageSize = 1000 })).Runs];
        Assert.Equal(ids, _all.Select(run => run.Id));
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [ServerFact]
    public async Task Write_HostileTexts_ComeBackAsTheyWere()
    {
        string id = new('Y', 26), half = "\uD834";
        PostgreSqlOptions options = server.NewSchema();
        await using PostgreSqlWorkspaceStore store = await server.OpenStoreAsync(options);
        await store.Runs.WriteAsync([new RunStarted(id, "texts", null, null, s_start, 0, []), .. s_texts.Select((text, i) => new ParamSet(id, $"{i}", text)), new NoteSet(id, half)]);
        RunInfo read = (await store.Runs.FindAsync(id))!;
        Assert.Equal(s_texts, s_texts.Select((_, i) => read.Params[$"{i}"]));
        Assert.Equal("\uFFFD", read.Note);
    }

    [ServerFact]
    public void Search_AnyFilter_GivesTheSameAsLookingAtEveryRun()
    {
        Gen<double?> bound = Gen.Int[-1, s_values.Length - 1].Select(i => i < 0 ? (double?)null : s_values[i]);
        Gen<string> text = Gen.Int[0, s_texts.Length - 1].Select(i => s_texts[i]);
        Gen<string> pattern = Gen.Select(text, text, Gen.Int[0, 6]).Select((x, y, shape) => shape switch { 0 => x, 1 => x + "%", 2 => "%" + x, 3 => $"%{x}%{y}%", 4 => "_" + x, 5 => x + "_", _ => $"{x}%_" });
        Gen<RunTextField> field = Gen.Enum<RunTextField>();
        Gen<DateTimeOffset?> time = Gen.Int[-1, Runs * 60].Select(i => i < 0 ? (DateTimeOffset?)null : s_start.AddSeconds(i));
        Gen<RunFilter> leaf = Gen.OneOf<RunFilter>(
            Gen.Int[0, 2].Select(i => RunFilter.Experiment($"e{i}")),
            Gen.Enum<RunStatus>().Select(RunFilter.Status),
            Gen.Int[0, 3].Select(i => RunFilter.ChildOf(i == 0 ? "nobody" : _all[0].Id)),
            text.Select(value => RunFilter.Tag("t", value)),
            text.Select(value => RunFilter.Param("p", value)),
            Gen.Select(field, text, text).Select((what, x, y) => (RunFilter)new TextFilter(what, Key(what), [x, y], null, false)),
            Gen.Select(field, pattern, Gen.Bool).Select((what, like, ignoreCase) => (RunFilter)new TextFilter(what, Key(what), null, like, ignoreCase)),
            field.Select(what => (RunFilter)new TextFilter(what, Key(what), null, null, false)),
            Gen.Select(Gen.Bool, time, time).Select((ofEnd, from, to) => (RunFilter)new TimeFilter(ofEnd, from, to)),
            Gen.Select(Gen.Int[0, 2].Select(i => s_metrics[i]), bound, bound, Gen.Enum<MetricAggregate>()).Select((name, min, max, aggregate) => RunFilter.Metric(name, min, max, aggregate)));
        Gen<RunFilter> filter = Gen.Recursive<RunFilter>((depth, self) => depth > 3 ? leaf : Gen.OneOf(leaf, self.Array[0, 3].Select(RunFilter.All), self.Array[0, 3].Select(RunFilter.Any), self.Select(RunFilter.Not)));

        filter.Sample(where =>
        {
            RunPage page = _workspace.Runs.SearchAsync(new() { Where = where, OrderBy = RunOrder.Oldest, PageSize = 1000 }).GetAwaiter().GetResult();
            return page.Next is null && page.Runs.Select(run => run.Id).SequenceEqual(_all.Where(where.Matches).Select(run => run.Id));
        }, iter: 250, threads: 1);
    }

    [ServerTheory]
    [InlineData("%", "")]
    [InlineData("_", "𝄞")]
    [InlineData("a%", "A")]
    [InlineData("ı", "I")]
    [InlineData("ſ", "S")]
    [InlineData("_", "\0")]
    public async Task Search_IgnoringCase_GoesByUpperCaseForms(string pattern, string text)
    {
        string id = new('Z', 26);
        await _workspace.RunAsync("like", async run =>
        {
            id = run.Id;
            run.SetTag("like", text);
            await run.FlushAsync();
        });
        var where = new TextFilter(RunTextField.Tag, "like", null, pattern, true);
        Assert.Equal(LikePattern.Matches(pattern, text, true), (await _workspace.Runs.SearchAsync(new() { Where = where })).Runs.Any(run => run.Id == id));
    }

    private static string Key(RunTextField field) => field switch { RunTextField.Param => "p", RunTextField.Tag => "t", RunTextField.Fact => "f", _ => "" };
}
