namespace Mlops.Sdk;

/// <summary>Makes the rows that SMOTE has planned and puts them behind the original ones.</summary>
internal static class SmoteRows
{
    public static Dataset Append(Dataset train, ReadOnlySpan<SmotePair> pairs)
    {
        var starts = new int[pairs.Length];
        for (int i = 0; i < starts.Length; i++) starts[i] = pairs[i].Start;
        List<Column> whole = [], made = [];
        foreach (Field field in train.Schema)
        {
            Column column = train[field.Name];
            if (field.Role == ColumnRole.Feature && column is NumberColumn { NanIsMissing: true } numbers) whole.Add(Extend(numbers, pairs));
            else made.Add(Make(column, field.Role, pairs, starts));
        }

        Dataset others = train.Select(made.Select(column => column.Name)).Append(new Dataset(made));
        return others.With(whole).Select(train.Schema.Select(field => field.Name));
    }

    // Plain numbers are most of a table: written where they will stand, not made and then copied.
    private static NumberColumn Extend(NumberColumn column, ReadOnlySpan<SmotePair> pairs)
    {
        var values = new double[column.Length + pairs.Length];
        column.Values.CopyTo(values);
        Between(column.Values, pairs, values.AsSpan(column.Length));
        return new NumberColumn(column.Name, values);
    }

    private static Column Make(Column column, ColumnRole role, ReadOnlySpan<SmotePair> pairs, int[] starts)
    {
        if (role == ColumnRole.Id) return Missing(column, starts.Length);
        if (role != ColumnRole.Feature) return column.Take(starts);
        switch (column)
        {
            case NumberColumn numbers:
                var between = new double[pairs.Length];
                Between(numbers.Values, pairs, between);
                return new NumberColumn(column.Name, between);
            case IntegerColumn integers:
                return new IntegerColumn(column.Name, Between(integers.Values, pairs));
            case CategoryColumn category:
                return new CategoryColumn(column.Name, Vote(category.Codes, pairs), category.Levels);
            case FlagColumn flags:
                int[] votes = Vote(Codes(flags), pairs);
                return new FlagColumn(column.Name, Array.ConvertAll(votes, vote => vote == 1), MissingMask.Create(votes.Length, row => votes[row] < 0));
            default:
                return column.Take(starts);
        }
    }

    // Two products, not a difference: the difference of two large numbers may be infinite. Clamped, for the sum may be off by a rounding.
    private static void Between(ReadOnlySpan<double> values, ReadOnlySpan<SmotePair> pairs, Span<double> made)
    {
        for (int i = 0; i < made.Length; i++)
        {
            double from = values[pairs[i].Start], to = values[pairs[i].Neighbor], share = pairs[i].Share;
            made[i] = Math.Clamp(from * (1 - share) + to * share, Math.Min(from, to), Math.Max(from, to));
        }
    }

    private static long[] Between(ReadOnlySpan<long> values, ReadOnlySpan<SmotePair> pairs)
    {
        var made = new long[pairs.Length];
        for (int i = 0; i < made.Length; i++)
        {
            long from = values[pairs[i].Start], to = values[pairs[i].Neighbor];
            double between = from * (1 - pairs[i].Share) + to * pairs[i].Share;
            made[i] = Math.Clamp((long)Math.Round(between), Math.Min(from, to), Math.Max(from, to));
        }

        return made;
    }

    /// <summary>The code that most neighbors have; of several the start's own, otherwise the least.</summary>
    private static int[] Vote(ReadOnlySpan<int> codes, ReadOnlySpan<SmotePair> pairs)
    {
        var made = new int[pairs.Length];
        for (int i = 0; i < made.Length; i++)
        {
            int own = codes[pairs[i].Start], best = own, most = 0;
            foreach (int voter in pairs[i].Voters)
            {
                int code = codes[voter], votes = 0;
                foreach (int other in pairs[i].Voters) votes += codes[other] == code ? 1 : 0;
                if (votes > most || (votes == most && best != own && (code == own || code < best))) (best, most) = (code, votes);
            }

            made[i] = best;
        }

        return made;
    }

    private static int[] Codes(FlagColumn flags)
    {
        var codes = new int[flags.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = flags.IsMissing(row) ? -1 : flags.Values[row] ? 1 : 0;
        return codes;
    }

    private static Column Missing(Column column, int rows)
    {
        MissingMask all = MissingMask.All(rows);
        switch (column)
        {
            case NumberColumn:
                var nothing = new double[rows];
                Array.Fill(nothing, double.NaN);
                return new NumberColumn(column.Name, nothing);
            case IntegerColumn: return new IntegerColumn(column.Name, new long[rows], all);
            case FlagColumn: return new FlagColumn(column.Name, new bool[rows], all);
            case TimestampColumn: return new TimestampColumn(column.Name, new long[rows], all);
            case CategoryColumn category:
                var codes = new int[rows];
                Array.Fill(codes, -1);
                return new CategoryColumn(column.Name, codes, category.Levels);
            default: return new TextColumn(column.Name, default, new int[rows + 1], all);
        }
    }
}
