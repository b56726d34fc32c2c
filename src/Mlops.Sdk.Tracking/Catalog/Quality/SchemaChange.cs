using System.Globalization;

namespace Mlops.Sdk;

/// <summary>How the columns of a version differ from those of the version before.</summary>
/// <param name="Version">The version.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="CreatedBy">Who registered it.</param>
/// <param name="Changes">What changed, in words; empty when nothing did.</param>
public sealed record SchemaChange(int Version, DateTimeOffset CreatedAt, string? CreatedBy, ValueList<string> Changes)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version} ({CreatedAt.UtcDateTime:yyyy-MM-dd}): {(Changes.Count == 0 ? "no change" : string.Join("; ", Changes))}");

    /// <summary>What changed between two schemas, in words.</summary>
    internal static ValueList<string> Between(Schema before, Schema after)
    {
        List<string> changes = [];
        foreach (Field column in after.Where(column => !before.Contains(column.Name))) changes.Add($"column '{column.Name}' ({column.Type}) was added");
        foreach (Field column in before.Where(column => !after.Contains(column.Name))) changes.Add($"column '{column.Name}' ({column.Type}) was removed");
        foreach (Field column in after.Where(column => before.Contains(column.Name)))
        {
            Field old = before[column.Name];
            if (old.Type != column.Type) changes.Add($"column '{column.Name}' is {column.Type} instead of {old.Type}");
            if (old.Role != column.Role) changes.Add($"column '{column.Name}' has the role {column.Role} instead of {old.Role}");
        }

        if (changes.Count == 0 && !before.Select(column => column.Name).SequenceEqual(after.Select(column => column.Name))) changes.Add("the columns are in another order");
        return [.. changes];
    }
}
