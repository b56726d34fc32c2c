using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What an import from MLflow brought.</summary>
/// <param name="Runs">How many runs are new.</param>
/// <param name="RunsThere">How many runs were there already; they stay as they are.</param>
/// <param name="Files">How many files the new runs have.</param>
/// <param name="Versions">How many versions of models are new.</param>
/// <param name="VersionsThere">How many versions were there already.</param>
/// <param name="Left">What was left out, or came under another name, and why.</param>
public sealed record MlflowImport(int Runs, int RunsThere, int Files, int Versions, int VersionsThere, ImmutableArray<string> Left)
{
    /// <summary>One line, and one more for everything that was left out.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Left.Prepend(string.Create(CultureInfo.InvariantCulture, $"{Runs:N0} runs with {Files:N0} files and {Versions:N0} versions imported from MLflow; {RunsThere:N0} runs and {VersionsThere:N0} versions were there already")));
}
