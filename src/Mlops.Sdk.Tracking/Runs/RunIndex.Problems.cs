namespace Mlops.Sdk;

public sealed partial class RunIndex
{
    /// <summary>Says which problem the runs of an experiment are to solve, before the first of them or later. What stood before is kept, with who wrote it and when; the card of a model that a run of it made shows it.</summary>
    /// <param name="experiment">The experiment, which need not have a run yet.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The problem has no question, or a number of it is not finite.</exception>
    public Task SetProblemAsync(string experiment, Problem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentException.ThrowIfNullOrWhiteSpace(problem.Question, nameof(problem));
        return _problems.SetAsync(Names.Key(experiment), problem, cancellationToken);
    }

    /// <summary>The problem that the runs of an experiment are to solve; null when nobody said.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6105: what was written was changed by other means.</exception>
    public Task<Problem?> FindProblemAsync(string experiment, CancellationToken cancellationToken = default) => _problems.FindAsync(Names.Key(experiment), cancellationToken);

    /// <summary>All that the problem of an experiment ever was, oldest first; empty when nobody said.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6105: what was written was changed by other means.</exception>
    public Task<IReadOnlyList<ExperimentProblem>> ProblemHistoryAsync(string experiment, CancellationToken cancellationToken = default) => _problems.HistoryAsync(Names.Key(experiment), cancellationToken);
}
