using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>For every column what its texts hold, what of persons there is, and what of it may be shown.</summary>
internal sealed class ColumnContents
{
    private const int MostLookedAt = 512;

    private readonly ImmutableArray<ColumnContent> _columns;

    /// <summary>Looks at all columns.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="texts">What was gathered of texts; null where nothing was.</param>
    /// <param name="options">Declared types and what may be shown.</param>
    /// <param name="sensitive">Columns known to tell of persons whatever is found here, as in a part of a table.</param>
    /// <exception cref="ArgumentException">A type is declared for a column that is not there.</exception>
    public ColumnContents(DatasetSummary summary, TextProfiles? texts, ProfileOptions options, IReadOnlyCollection<string>? sensitive = null)
    {
        foreach (string column in options.DeclaredTypes.Columns)
            if (!summary.Schema.Contains(column)) throw new ArgumentException($"{nameof(options.DeclaredTypes)} names the column '{column}', which is not there.{(summary.Schema.NearestName(column) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(options));
        ImmutableArray<PiiFact>[] pii = [.. summary.Columns.Select((column, index) => ColumnPii.Of(column, texts?[index], options.DeclaredTypes.Find(column.Name)))];
        bool[] tells = [.. summary.Columns.Select((column, index) => !pii[index].IsEmpty || sensitive?.Contains(column.Name) == true || (texts is null && options.Redaction == Redaction.Pii && MayTell(column)))];
        Redactor = new Redactor(options, summary.Columns.Where((_, index) => tells[index]).Select(column => column.Name));
        _columns = [.. summary.Columns.Select((column, index) => new ColumnContent(column.Name, Redactor, pii[index], texts?[index] is TextState state ? new TextProfile(column, state, options.DeclaredTypes.Find(column.Name), options.Texts, Redactor) : null))];
    }

    // Without a look at all texts, by the name of the column and its most frequent values.
    private static bool MayTell(ColumnSummary column)
    {
        if (NameHints.PiiOf(column.Name) != PiiKind.None) return true;
        ColumnState? state = TextProfiles.StateOf(column.Type);
        foreach (FrequentValue value in state is null ? [] : column.FrequentValues(MostLookedAt)) state!.Add(value);
        return !ColumnPii.Of(column, state, null).IsEmpty;
    }

    /// <summary>What decides on every value that leaves the profile.</summary>
    public Redactor Redactor { get; }

    /// <summary>What one column holds.</summary>
    public ColumnContent Of(int column) => _columns[column];
}
