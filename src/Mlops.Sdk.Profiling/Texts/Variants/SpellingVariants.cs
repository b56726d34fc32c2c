using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Texts of a column that are spelt in several ways: they differ only in capitals, in spaces at the ends or in how many spaces stand within.</summary>
/// <param name="Groups">How many texts are spelt in several ways; an estimate where the bounds differ.</param>
/// <param name="LeastGroups">There are at least so many: as many as were seen.</param>
/// <param name="MostGroups">There are at most so many, with 99 % confidence.</param>
/// <param name="Examples">Groups with most rows: their spellings with the rows that have them.</param>
public sealed record SpellingVariants(double Groups, double LeastGroups, double MostGroups, ImmutableArray<SpellingGroup> Examples)
{
    /// <summary>Whether all texts were compared.</summary>
    public bool IsExact => LeastGroups == MostGroups;
}

/// <summary>The spellings of one text.</summary>
/// <param name="Spellings">The spellings, most frequent first, at most four; texts of more than 48 bytes are cut. Masked where values of the column are not shown.</param>
/// <param name="HasMore">Whether there are more than four spellings.</param>
public sealed record SpellingGroup(ImmutableArray<TextExample> Spellings, bool HasMore)
{
    /// <summary>The rows that have one of the spellings.</summary>
    public long Count => Spellings.Sum(spelling => spelling.Count);
}
