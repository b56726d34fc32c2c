using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Chooses the rows of splits and folds.</summary>
internal sealed class RowSplitter
{
    private readonly Dataset _data;
    private readonly SplitKind _kind;
    private readonly RandomStream _random;

    public RowSplitter(Dataset data, SplitKind kind, ulong seed)
    {
        _data = data;
        _random = RandomStream.For(seed, "dataset.split");
        _kind = kind switch
        {
            SplitKind.Auto => Choose(data),
            SplitKind.Stratified when data.Label is null => throw NoRole("A stratified split", ColumnRole.Label),
            SplitKind.Grouped when data.ColumnWithRole(ColumnRole.Group) is null => throw NoRole("A grouped split", ColumnRole.Group),
            SplitKind.TimeOrdered when data.ColumnWithRole(ColumnRole.Time) is null => throw NoRole("A time-ordered split", ColumnRole.Time),
            _ => Enum.IsDefined(kind) ? kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of split."),
        };
    }

    public bool[] Split(double testFraction)
    {
        int rows = _data.RowCount;
        int target = Math.Clamp((int)Math.Round(rows * testFraction, MidpointRounding.AwayFromZero), 1, rows - 1);
        return _kind switch
        {
            SplitKind.Stratified => SplitClasses(RowClasses.OfLabel(_data.Label!), target),
            SplitKind.Grouped => SplitGroups(target),
            SplitKind.TimeOrdered => Mark(TimeOrder.Rows(_data).AsSpan(rows - target)),
            _ => Mark(_random.Permutation(rows).AsSpan(0, target)),
        };
    }

    public IReadOnlyList<(int[] Train, int[] Validation)> Folds(int count)
    {
        if (_kind == SplitKind.TimeOrdered) return TimeWindows.Of(_data, count, new());
        int[] foldOf = _kind switch
        {
            SplitKind.Stratified => Deal(RowClasses.OfLabel(_data.Label!), count),
            SplitKind.Grouped => DealGroups(count),
            _ => Deal(new RowClasses(new int[_data.RowCount], 1), count),
        };
        return [.. Enumerable.Range(0, count).Select(fold => (RowsWhere(foldOf, other => other != fold), RowsWhere(foldOf, other => other == fold)))];
    }

    public static int[] RowsWhere<T>(T[] marks, T wanted)
        where T : IEquatable<T> => RowsWhere(marks, mark => mark.Equals(wanted));

    private static int[] RowsWhere<T>(T[] marks, Predicate<T> wanted)
    {
        var rows = new int[marks.Count(mark => wanted(mark))];
        for (int row = 0, next = 0; row < marks.Length; row++)
            if (wanted(marks[row])) rows[next++] = row;
        return rows;
    }

    private static SplitKind Choose(Dataset data)
    {
        if (data.ColumnWithRole(ColumnRole.Group) is not null) return SplitKind.Grouped;
        return data.Label switch
        {
            CategoryColumn or FlagColumn => SplitKind.Stratified,
            IntegerColumn integers when RowClasses.HasFewValues(integers) => SplitKind.Stratified,
            _ => SplitKind.Random,
        };
    }

    private static ArgumentException NoRole(string what, ColumnRole role) =>
        new($"{what} needs a column with the role {role}. Give one the role, for example data.WithRole(\"name\", ColumnRole.{role}).");

    private bool[] SplitClasses(RowClasses classes, int target)
    {
        int[] quota = ClassQuota.LargestRemainder(classes.Sizes(), target);
        int[][] members = classes.Members();
        var isTest = new bool[_data.RowCount];
        for (int c = 0; c < members.Length; c++)
        {
            _random.Split(c).Shuffle<int>(members[c]);
            for (int i = 0; i < quota[c]; i++) isTest[members[c][i]] = true;
        }

        return isTest;
    }

    // Groups in random order, each taken when that brings the test part nearer to its size: whole groups only, so the size is as near as the order allows.
    private bool[] SplitGroups(int target)
    {
        int[][] groups = Groups(2, "A grouped split");
        var isTest = new bool[_data.RowCount];
        int taken = 0;
        foreach (int group in _random.Permutation(groups.Length))
        {
            int size = groups[group].Length;
            if (taken + size == _data.RowCount || Math.Abs(taken + size - target) >= Math.Abs(taken - target)) continue;
            foreach (int row in groups[group]) isTest[row] = true;
            taken += size;
        }

        return taken > 0 ? isTest : Mark(groups.MinBy(group => group.Length)!);
    }

    // Rows of each class in random order are dealt to the folds in turn; the next class goes on where the last one stopped, which keeps both totals and classes within one row.
    private int[] Deal(RowClasses classes, int count)
    {
        var foldOf = new int[_data.RowCount];
        int[][] members = classes.Members();
        int next = 0;
        for (int c = 0; c < members.Length; c++)
        {
            _random.Split(c).Shuffle<int>(members[c]);
            foreach (int row in members[c]) foldOf[row] = next++ % count;
        }

        return foldOf;
    }

    // Longest processing time first: the largest group that is left goes to the smallest fold.
    private int[] DealGroups(int count)
    {
        int[][] groups = Groups(count, $"{count} grouped folds");
        var foldOf = new int[_data.RowCount];
        var sizes = new int[count];
        foreach (int group in _random.Permutation(groups.Length).OrderByDescending(group => groups[group].Length))
        {
            int fold = Array.IndexOf(sizes, sizes.Min());
            sizes[fold] += groups[group].Length;
            foreach (int row in groups[group]) foldOf[row] = fold;
        }

        return foldOf;
    }

    private int[][] Groups(int least, string what)
    {
        Column column = _data.ColumnWithRole(ColumnRole.Group)!;
        int[][] groups = RowClasses.OfGroups(column).Members();
        if (groups.Length >= least) return groups;
        throw new ArgumentException($"{what} cannot be cut from {groups.Length} group(s), of which at least {least} are needed: column '{column.Name}' has too few values. {(groups.Length > 1 ? $"Ask for at most {groups.Length} folds, or give" : "Give")} the column the role Ignored if rows of one group may be on both sides.");
    }

    private bool[] Mark(ReadOnlySpan<int> rows)
    {
        var marks = new bool[_data.RowCount];
        foreach (int row in rows) marks[row] = true;
        return marks;
    }
}
