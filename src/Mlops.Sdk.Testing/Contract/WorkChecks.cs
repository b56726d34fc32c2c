using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>How any stage works: it can be stopped, tells how far it is, and bears names that mean harm.</summary>
internal static class WorkChecks
{
    private static readonly string[] s_hostile = ["<script>alert(1)</script>", "../up", "quote\"d, 'so'", "line\nbreak", "\u202Eback", "=1+1", "__proto__"];

    public static void Run(ContractChecks checks, Stage stage, Dataset train, Func<Dataset, RunContext, CancellationToken, Report> fit)
    {
        checks.Check("a cancelled token stops it", () => RequireCancelled(() => fit(train, SavedState.Context(), new CancellationToken(true))));
        checks.Check("a token that is cancelled while it works stops it", () =>
        {
            using var source = new CancellationTokenSource();
            var observer = new CancelAtStart(source);
            RequireCancelled(() => fit(train, SavedState.Context() with { Observer = observer }, source.Token));
            ContractChecks.Require(observer.Error is OperationCanceledException, "the observer was not told why it ended");
        });
        checks.Check("progress runs from 0 to 1", () =>
        {
            var progress = new Fractions();
            fit(train, SavedState.Context() with { Progress = progress }, CancellationToken.None);
            ContractChecks.Require(progress.Wrong.Count == 0, $"progress is {string.Join(", ", progress.Wrong)}");
        });
        checks.Check("column names that mean harm do none", () =>
        {
            Dataset renamed = train;
            int next = 0;
            foreach (string name in train.Schema.Features.Select(feature => feature.Name).ToArray())
                renamed = renamed.Rename(name, $"{s_hostile[next % s_hostile.Length]}{next++}");
            Report? report = null;
            ContractChecks.Allows(() => report = fit(renamed, SavedState.Context(), CancellationToken.None));
            if (report is not null) StepChecks.Rendered(report);
        });
        checks.Check("a culture does not change options or report", () =>
        {
            string options = stage.ToOptionsJson(), text = fit(train, SavedState.Context(), CancellationToken.None).ToText();
            ContractChecks.Require(options == ContractChecks.InCulture("tr-TR", () => stage.ReadOptions(stage.ToOptionsJson()) is null ? "" : stage.ToOptionsJson()), "the options are written in another way");
            ContractChecks.Require(text == ContractChecks.InCulture("tr-TR", () => fit(train, SavedState.Context(), CancellationToken.None).ToText()), "the report is written in another way");
        });
    }

    private static void RequireCancelled(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException)
        {
            return;
        }

        ContractChecks.Require(false, "it went on");
    }

    private sealed class CancelAtStart(CancellationTokenSource source) : IRunObserver
    {
        public Exception? Error { get; private set; }

        public void StageStarted(StageStarted stage) => source.Cancel();

        public void StageCompleted(StageCompleted stage) => Error = stage.Error;
    }

    private sealed class Fractions : IProgress<RunProgress>
    {
        public List<string> Wrong { get; } = [];

        public void Report(RunProgress value)
        {
            if (value.Fraction is not (null or (>= 0 and <= 1))) lock (Wrong) Wrong.Add($"{value.Fraction} ({value.Message})");
        }
    }
}
