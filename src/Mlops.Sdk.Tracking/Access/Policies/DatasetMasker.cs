namespace Mlops.Sdk;

/// <summary>Applies policies to rows: filters first, on all columns; then the columns that may not be read go, then masks.</summary>
internal static class DatasetMasker
{
    public static Dataset Apply(Dataset data, string dataset, string principal, IReadOnlyCollection<DatasetPolicy> policies, Func<string, bool> maySee, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        foreach (DatasetPolicy policy in policies.Where(policy => policy is { Mask: not null, MayBeAbsent: false } && !data.Schema.Contains(policy.Column!)))
            throw AccessErrors.PolicyFails(policy.ToString(), $"there is no column {Extensibility.ErrorText.Show(policy.Column)}, which may have another name here; MaskColumnAsync(..., mayBeAbsent: true) shows versions without it");
        Dataset seen = FilterRows(data, principal, policies, cancellationToken);
        seen = seen.Select(seen.Schema.Select(field => field.Name).Where(maySee));
        List<Column> masked = [];
        foreach (IGrouping<string, DatasetPolicy> column in policies.Where(policy => policy.Mask is not null && seen.Schema.Contains(policy.Column!)).GroupBy(policy => policy.Column!, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = new MaskKey(secret, dataset, column.Key);
            Column values = seen[column.Key];
            foreach (DatasetPolicy policy in column.OrderBy(policy => policy.Mask!.Order).ThenBy(policy => policy.Number)) values = Guarded(policy, () => policy.Mask!.Apply(values, key));
            masked.Add(values);
        }

        return masked.Count == 0 ? seen : seen.With(masked);
    }

    private static Dataset FilterRows(Dataset data, string principal, IReadOnlyCollection<DatasetPolicy> policies, CancellationToken cancellationToken)
    {
        DatasetPolicy[] filters = [.. policies.Where(policy => policy.Rows is not null)];
        if (filters.Length == 0) return data;
        var shown = new bool[data.RowCount];
        Array.Fill(shown, true);
        foreach (DatasetPolicy policy in filters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sbyte[] judged = Guarded(policy, () => policy.Rows!.Judge(data, principal));
            for (int row = 0; row < shown.Length; row++) shown[row] &= judged[row] > 0;
        }

        int[] rows = [.. Enumerable.Range(0, shown.Length).Where(row => shown[row])];
        if (rows.Length == data.RowCount) return data;
        Dataset taken = data.Take(rows);
        // Levels that occur in hidden rows alone are hidden with them.
        Column[] pruned = [.. taken.Columns.OfType<CategoryColumn>().Select(Pruned)];
        return pruned.Length == 0 ? taken : taken.With(pruned);
    }

    private static Column Pruned(CategoryColumn column)
    {
        var occurs = new bool[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) occurs[code] = true;
        return column.WithLevels(new CategoryLevels([.. column.Levels.Names.Where((_, code) => occurs[code])]));
    }

    private static T Guarded<T>(DatasetPolicy policy, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RowFilterException e)
        {
            throw AccessErrors.PolicyFails(policy.ToString(), e.Message);
        }
    }
}
