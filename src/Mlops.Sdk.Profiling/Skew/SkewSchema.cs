using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What two tables have in common that can be joined and compared.</summary>
/// <param name="Keys">The columns that name a row.</param>
/// <param name="Columns">The features that are compared.</param>
/// <param name="Absent">Features of the training rows that serving rows lack, each with the nearest name.</param>
/// <param name="Mistyped">Features of types that cannot be compared.</param>
internal sealed record SkewSchema(ImmutableArray<string> Keys, ImmutableArray<string> Columns, ImmutableArray<(string Name, string? Near)> Absent, ImmutableArray<(string Name, ColumnType Training, ColumnType Serving)> Mistyped)
{
    public static SkewSchema Of(Schema training, Schema serving, SkewOptions options)
    {
        ImmutableArray<string> keys = options.Keys.Count > 0 ? [.. options.Keys.Distinct(StringComparer.Ordinal)] : [.. training.WithRole(ColumnRole.Id).Select(field => field.Name)];
        if (keys.IsEmpty) throw new ArgumentException("No column names the rows of both tables. Give SkewOptions.Keys, or the role Id to the columns that do.", nameof(options));
        foreach (string key in keys)
        {
            foreach ((Schema schema, string rows) in (ReadOnlySpan<(Schema, string)>)[(training, "training"), (serving, "serving")])
                if (!schema.Contains(key)) throw new ArgumentException($"The {rows} rows have no column '{key}' to join by.{(schema.NearestName(key) is { } near ? $" There is '{near}'." : "")}", nameof(options));
            (ColumnType one, ColumnType other) = (training[key].Type, serving[key].Type);
            if (one != other && !(SkewCells.IsText(one) && SkewCells.IsText(other))) throw new ArgumentException($"The key '{key}' is {one} in the training rows and {other} in the serving rows. Read both as one type (CsvOptions.Types).", nameof(options));
        }

        Field[] features = [.. training.Features.Where(field => !keys.Contains(field.Name) && !options.Ignored.Contains(field.Name, StringComparer.Ordinal))];
        return new SkewSchema(
            keys,
            [.. features.Where(field => serving.Contains(field.Name) && SkewCells.Fit(field.Type, serving[field.Name].Type)).Select(field => field.Name)],
            [.. features.Where(field => !serving.Contains(field.Name)).Select(field => (field.Name, serving.NearestName(field.Name)))],
            [.. features.Where(field => serving.Contains(field.Name) && !SkewCells.Fit(field.Type, serving[field.Name].Type)).Select(field => (field.Name, field.Type, serving[field.Name].Type))]);
    }
}
