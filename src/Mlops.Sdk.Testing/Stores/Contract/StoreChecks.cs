using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>Runs each named check in an empty workspace and collects those that fail, so that one run tells everything.</summary>
internal sealed class StoreChecks(Func<Task<Workspace>> open, CancellationToken cancellationToken)
{
    public const int Threads = 8;
    private readonly List<string> _violations = [];

    public CancellationToken Token => cancellationToken;

    public Task<Workspace> OpenAsync() => open();

    public Task CheckAsync(string invariant, Func<Workspace, Task> check) => CollectAsync(invariant, async () =>
    {
        await using Workspace workspace = await open();
        await check(workspace);
        WorkspaceVerification verification = await workspace.VerifyAsync(cancellationToken);
        ContractChecks.Require(verification.IsSound, $"the verification afterwards found: {verification}");
    });

    public Task CheckAsync(string invariant, Func<Task<IWorkspaceStore>> openStore, Func<IWorkspaceStore, Task> check) => CollectAsync(invariant, async () =>
    {
        await using IWorkspaceStore store = await openStore();
        await check(store);
        IReadOnlyList<WorkspaceProblem> problems = await store.CheckAsync(cancellationToken);
        ContractChecks.Require(problems.Count == 0, $"the check afterwards found: {string.Join("; ", problems)}");
    });

    /// <summary>Checks a store of contents: all that is in it afterwards has to be sound, and no upload may be left.</summary>
    public Task CheckAsync(string invariant, Func<Task<IArtifactStore>> openStore, Func<IArtifactStore, Task> check) => CollectAsync(invariant, async () =>
    {
        IArtifactStore store = await openStore();
        await check(store);
        await foreach (string sha256 in store.ListAsync(cancellationToken)) Same(ArtifactState.Sound, await store.CheckAsync(sha256, cancellationToken), $"the state of {sha256} afterwards");
        SameAll([], await store.ListUploadsAsync(cancellationToken).ToListAsync(cancellationToken), "the uploads afterwards");
    });

    public void ThrowIfAny()
    {
        if (_violations.Count > 0) throw new ContractViolationException(typeof(Workspace), [.. _violations]);
    }

    /// <summary>Runs work on eight threads that begin together.</summary>
    public static async Task<T[]> RaceAsync<T>(Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>[] racers = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            await start.Task;
            return await work(thread);
        }))];
        start.SetResult();
        return await Task.WhenAll(racers);
    }

    public static void Same<T>(T expected, T actual, string what) =>
        ContractChecks.Require(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} is {Shown(actual)} instead of {Shown(expected)}");

    public static void SameAll<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        T[] wanted = [.. expected], found = [.. actual];
        ContractChecks.Require(wanted.SequenceEqual(found), $"{what}: [{Listed(found)}] instead of [{Listed(wanted)}]");
    }

    public static async Task RefusesAsync(string code, string namedIn, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (MlopsException error)
        {
            Same(code, error.Code, "the code");
            ContractChecks.Require(error.Message.Contains(namedIn, StringComparison.Ordinal), $"the message of {code} does not say '{namedIn}': {error.Message}");
            return;
        }

        ContractChecks.Require(false, $"nothing was refused with {code}");
    }

    public static async Task ThrowsAsync<T>(Func<Task> action, string what)
        where T : Exception
    {
        try
        {
            await action();
        }
        catch (T)
        {
            return;
        }

        ContractChecks.Require(false, $"{what} threw no {typeof(T).Name}");
    }

    private async Task CollectAsync(string invariant, Func<Task> check)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await check();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _violations.Add($"{invariant}: {error.Message}");
        }
    }

    private static string Listed<T>(T[] items) => string.Join(", ", items.Take(8).Select(item => Shown(item))) + (items.Length > 8 ? $", ... {items.Length} in all" : "");

    private static string Shown<T>(T item)
    {
        string text = item switch { null => "null", IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture), _ => item.ToString() ?? "" };
        return text.Length <= 120 ? text : text[..117] + "...";
    }
}
