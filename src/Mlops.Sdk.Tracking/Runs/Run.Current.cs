namespace Mlops.Sdk;

public sealed partial class Run
{
    private static readonly AsyncLocal<Ambient?> s_ambient = new();

    /// <summary>The run that this flow of calls works for: the innermost of <see cref="Workspace.RunAsync(string, Func{Run, Task}, CancellationToken)"/> or <see cref="MakeCurrent"/> that is not over; null outside of any.</summary>
    /// <remarks>It follows awaits and started tasks, and never reaches flows that run beside. What outlives the run does not see it any more, nor keep it in memory.</remarks>
    public static Run? Current
    {
        get
        {
            for (Ambient? ambient = s_ambient.Value; ambient is not null; ambient = ambient.Outer)
                if (ambient.Run is { } run && Volatile.Read(ref run._ending) == 0) return run;
            return null;
        }
    }

    /// <summary>Makes this run the current one of this flow of calls.</summary>
    /// <returns>Dispose it to go back to the one before.</returns>
    public IDisposable MakeCurrent()
    {
        var ambient = new Ambient(this, s_ambient.Value);
        s_ambient.Value = ambient;
        return ambient;
    }

    private sealed class Ambient(Run run, Ambient? outer) : IDisposable
    {
        // Tasks that were started inside hold this object for as long as they live, and must not hold the run.
        public Run? Run { get; private set; } = run;

        public Ambient? Outer { get; } = outer;

        public void Dispose()
        {
            Run = null;
            if (s_ambient.Value == this) s_ambient.Value = Outer;
        }
    }
}
