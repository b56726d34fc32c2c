using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Takes hidden values out of what is told of rows and of the label, and cuts long values of rows once they were looked at whole.</summary>
internal static class FactRedaction
{
    public static TableFacts Of(TableFacts facts, Schema schema, Redactor redactor) => facts with
    {
        Duplicates = facts.Duplicates is { } duplicates ? duplicates with { Rows = Rows(duplicates.Rows, schema, redactor)!, WithoutIds = Rows(duplicates.WithoutIds, schema, redactor), WithoutLabel = Rows(duplicates.WithoutLabel, schema, redactor) } : null,
        Target = facts.Target is { } target && !redactor.ShowsAll ? Target(target, redactor) : facts.Target,
        Rows = redactor.ShowsRows ? new ShownRows(Rows(facts.Rows.First, schema, redactor), Rows(facts.Rows.Last, schema, redactor), Rows(facts.Rows.Random, schema, redactor)) : ShownRows.None,
        Plots = redactor.ShowsAll ? facts.Plots : redactor.ShowsRows ? [.. facts.Plots.Where(plot => !plot.Columns.Any(redactor.Hides)).Select(plot => plot.Shown((column, value) => redactor.Show(column, value, 1)))] : [],
    };

    private static ImmutableArray<ShownRow> Rows(ImmutableArray<ShownRow> rows, Schema schema, Redactor redactor) =>
        [.. rows.Select(row => row with { Values = [.. row.Values.Select((value, column) => value is null ? null : ColumnWords.Short(redactor.Show(schema[column].Name, value, 1)))] })];

    private static DuplicateRows? Rows(DuplicateRows? rows, Schema schema, Redactor redactor) => rows is null ? null : rows with
    {
        Examples = [.. rows.Examples.Select(row => row with { Values = [.. row.Values.Select((value, column) => value is null ? null : ColumnWords.Short(redactor.Show(schema[column].Name, value, row.Count)))] })],
    };

    private static TargetProfile Target(TargetProfile target, Redactor redactor)
    {
        // Masks of two classes may be the same, so they are numbered too. Names are the same when both hold bytes that cannot be read.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((int number, TargetClass one) in target.Classes.Index()) names.TryAdd(one.Name, Shown(one, number));
        return target with
        {
            Classes = [.. target.Classes.Select(one => one with { Name = names[one.Name] })],
            Positive = Named(target.Positive),
            Features = [.. target.Features.Select(feature => feature with { Bins = [.. feature.Bins.Select(bin => Bin(feature.Feature, bin))] })],
        };

        string Shown(TargetClass one, int number) => redactor.Show(target.Label, one.Name, one.Rows) is var shown && shown == one.Name ? shown : string.Create(CultureInfo.InvariantCulture, $"class {number + 1} ({shown})");

        string? Named(string? name) => name is null ? null : names.GetValueOrDefault(name) ?? redactor.Show(target.Label, name, 0);

        TargetBin Bin(string feature, TargetBin bin) => bin with
        {
            Name = bin.IsMissing || IsRest(bin.Name) ? bin.Name : redactor.Show(feature, bin.Name, bin.Rows),
            Rates = [.. bin.Rates.Select(rate => rate with { Class = Named(rate.Class) })],
        };
    }

    // "12 other levels", which is no level.
    private static bool IsRest(string name) => name.EndsWith(" other levels", StringComparison.Ordinal) && name[..^" other levels".Length].All(one => char.IsAsciiDigit(one) || one == ',');
}
