using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a check of a whole workspace found.</summary>
/// <param name="Artifacts">How many artifacts were read through.</param>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
public sealed record WorkspaceVerification(int Artifacts, ImmutableArray<WorkspaceProblem> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.IsEmpty;

    /// <summary>One line, and one more for each problem.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Problems.Select(problem => $"{problem.Kind}: {problem.Place}: {problem.Message}").Prepend($"{Artifacts} artifacts read, {Problems.Length} problems"));
}
