using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Cuts a batch into the rows that keep the rules and those that are set aside with the reason.</summary>
internal static class RowSplitting
{
    /// <summary>Adds a batch to a validation and cuts it. Nothing is copied when every row is kept.</summary>
    public static (Dataset Accepted, Dataset? Quarantined) Split(DataValidator validator, Dataset batch, CancellationToken cancellationToken)
    {
        long before = validator.RowCount;
        var failures = new RowFailures(validator.Rules.Length, batch.RowCount);
        validator.Add(batch, failures, cancellationToken);
        if (validator.LostKeys)
            throw new MlopsException("MLO3106", FormattableString.Invariant($"After {validator.RowCount:N0} rows a rule on uniqueness has more than {validator.Options.UniqueKeys:N0} different values, so that repeated rows can no longer be told. Raise ValidationOptions.UniqueKeys, or leave the rule to rules.Validate(source)."));
        ulong[] any = failures.Any();
        int count = RowBits.Count(any);
        if (count == 0) return (batch, null);
        var aside = new int[count];
        var kept = new int[batch.RowCount - count];
        for (int row = 0, a = 0, k = 0; row < batch.RowCount; row++)
        {
            if ((any[row >> 6] >> row & 1) != 0) aside[a++] = row;
            else kept[k++] = row;
        }

        return (batch.Take(kept), Quarantine(validator, batch, aside, failures, before));
    }

    public static Dataset Quarantine(DataValidator validator, Dataset batch, int[] rows, RowFailures failures, long firstRow)
    {
        Rule[][] broken = [.. rows.Select(row => failures.Of(row).Select(rule => validator.Rules[rule]).ToArray())];
        Dataset taken = batch.Take(rows);
        return taken
            .With(new IntegerColumn(Free(taken, "row_number"), Array.ConvertAll(rows, row => firstRow + row)), ColumnRole.Ignored)
            .With(TextColumn.FromValues(Free(taken, "failed_rules"), broken.Select(rules => string.Join("; ", rules.Select(rule => rule.Name)))), ColumnRole.Ignored)
            .With(TextColumn.FromValues(Free(taken, "reason"), rows.Select((row, i) => string.Join("; ", broken[i].Select(rule => Reason(validator, batch, row, rule))))), ColumnRole.Ignored);
    }

    private static string Reason(DataValidator validator, Dataset batch, int row, Rule rule)
    {
        string[] absent = [.. rule.Columns.Where(column => !batch.Schema.Contains(column))];
        if (absent.Length > 0) return $"there is no column '{absent[0]}'";
        if (!validator.Options.ShowValues) return $"not so: {rule.Statement}";
        return $"not so: {rule.Statement}; it is {string.Join(", ", rule.Columns.Select(column => batch[column].IsMissing(row) ? "missing" : Short(batch[column].GetText(row))))}";
    }

    private static string Short(string value) => value.Length > 80 ? value[..80] + "…" : value;

    private static string Free(Dataset data, string name)
    {
        string free = name;
        for (int i = 2; data.Schema.Contains(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        return free;
    }
}
