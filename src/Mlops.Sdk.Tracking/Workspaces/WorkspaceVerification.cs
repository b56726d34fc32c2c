using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What a check of a whole workspace found.</summary>
/// <param name="Runs">How many runs there are.</param>
/// <param name="Points">How many metric points they hold.</param>
/// <param name="Artifacts">How many artifacts were read through.</param>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
public sealed record WorkspaceVerification(long Runs, long Points, int Artifacts, ImmutableArray<WorkspaceProblem> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.IsEmpty;

    /// <summary>One line, and one more for each problem.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Problems.Select(problem => $"{problem.Kind}: {problem.Place}: {problem.Message}").Prepend(string.Create(CultureInfo.InvariantCulture, $"{Runs:N0} runs, {Points:N0} points, {Artifacts:N0} artifacts read, {Problems.Length} problems")));
}
