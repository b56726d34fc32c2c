using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What an archive of a workspace holds.</summary>
/// <param name="Runs">How many runs.</param>
/// <param name="Versions">How many versions of models.</param>
/// <param name="Contents">How many files, each content once.</param>
/// <param name="Left">What was left out, and why: runs that are still going on.</param>
public sealed record WorkspaceExport(int Runs, int Versions, int Contents, ImmutableArray<string> Left)
{
    /// <summary>One line, and one more for everything that was left out.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Left.Prepend(string.Create(CultureInfo.InvariantCulture, $"{Runs:N0} runs, {Versions:N0} versions, {Contents:N0} contents exported")));
}
