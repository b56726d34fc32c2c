using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A version as a search finds it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Stage">The stage it is in.</param>
/// <param name="Aliases">The aliases that point to it.</param>
/// <param name="Notes">What is said of it.</param>
/// <param name="ModelNotes">What is said of its model.</param>
public sealed record RegisteredVersion(ModelVersion Version, ModelStage Stage, ImmutableArray<string> Aliases, ModelNotes Notes, ModelNotes ModelNotes)
{
    /// <summary>The reference, stage, aliases and description in one line.</summary>
    public override string ToString() =>
        $"{Version} ({Stage}){string.Concat(Aliases.Select(alias => " @" + alias))}{((Notes.Description ?? ModelNotes.Description) is { } description ? ": " + description : "")}";

    internal bool Matches(ModelQuery query) =>
        (query.Stage is null || Stage == query.Stage)
        && (query.Alias is null || Aliases.Contains(query.Alias))
        && (query.Text is null || ((string?[])[Version.Name, Notes.Description, ModelNotes.Description]).Any(text => text?.Contains(query.Text, StringComparison.OrdinalIgnoreCase) == true))
        && (query.Tag is null || ((ImmutableSortedDictionary<string, string>[])[Version.Tags, Notes.Tags, ModelNotes.Tags]).Any(tags => tags.TryGetValue(query.Tag, out string? value) && (query.TagValue is null || value == query.TagValue)));
}
