using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What an import brought.</summary>
/// <param name="Runs">How many runs are new.</param>
/// <param name="RunsThere">How many runs were there already, with the same content.</param>
/// <param name="Versions">How many versions of models are new.</param>
/// <param name="VersionsThere">How many versions were there already, with the same content.</param>
/// <param name="Left">What was left as it is here, and why: aliases and stages that have moved on, other notes and reports.</param>
public sealed record WorkspaceImport(int Runs, int RunsThere, int Versions, int VersionsThere, ImmutableArray<string> Left)
{
    /// <summary>One line, and one more for everything that was left as it is.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Left.Prepend(string.Create(CultureInfo.InvariantCulture, $"{Runs:N0} runs and {Versions:N0} versions imported; {RunsThere:N0} runs and {VersionsThere:N0} versions were there already")));
}
