using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Puts made rows behind the original ones. Features are made by the method; texts, timestamps and all columns that are no features are those of the row it starts from, but for the id, which is missing.</summary>
internal static class SyntheticRows
{
    public static Dataset Append(Dataset train, NewRows rows, FitContext context)
    {
        (Field Field, int Index)[] fields = [.. train.Schema.Select((field, index) => (field, index))];
        (Column Column, bool IsWhole)[] columns = ColumnWork.Each(fields, context, one => train[one.Field.Name] is NumberColumn { NanIsMissing: true } numbers && one.Field.Role == ColumnRole.Feature
            ? (Extend(numbers, one.Index, rows), true)
            : (Make(train[one.Field.Name], one.Field.Role, one.Index, rows), false));
        Column[] made = [.. columns.Where(one => !one.IsWhole).Select(one => one.Column)];
        Dataset others = train.Select(made.Select(column => column.Name)).Append(new Dataset(made));
        return others.With(columns.Where(one => one.IsWhole).Select(one => one.Column)).Select(train.Schema.Select(field => field.Name));
    }

    // Plain numbers are most of a table: written where they will stand, not made and then copied.
    private static Column Extend(NumberColumn column, int index, NewRows rows)
    {
        var values = GC.AllocateUninitializedArray<double>(column.Length + rows.Count);
        column.Values.CopyTo(values);
        rows.Numbers(index, column.Values, values.AsSpan(column.Length));
        return new NumberColumn(column.Name, values);
    }

    private static Column Make(Column column, ColumnRole role, int index, NewRows rows)
    {
        if (role == ColumnRole.Id) return Column.AllMissing(column.Name, column.Type, rows.Count, (column as CategoryColumn)?.Levels);
        if (role == ColumnRole.Label && rows.Label(column) is { } label) return label;
        if (role != ColumnRole.Feature) return column.Take(rows.Starts);
        switch (column)
        {
            case NumberColumn numbers:
                var made = new double[rows.Count];
                rows.Numbers(index, numbers.Values, made);
                return new NumberColumn(column.Name, made);
            case IntegerColumn integers:
                var whole = new long[rows.Count];
                rows.Integers(index, integers, whole);
                return new IntegerColumn(column.Name, whole, MissingMask.Create(whole.Length, row => integers.IsMissing(rows.Starts[row])));
            case CategoryColumn category:
                return new CategoryColumn(column.Name, rows.Codes(category.Codes), category.Levels);
            case FlagColumn flags:
                int[] votes = rows.Codes(NominalCodes.Of(flags));
                return new FlagColumn(column.Name, Array.ConvertAll(votes, vote => vote == 1), MissingMask.Create(votes.Length, row => votes[row] < 0));
            default:
                return column.Take(rows.Starts);
        }
    }
}
