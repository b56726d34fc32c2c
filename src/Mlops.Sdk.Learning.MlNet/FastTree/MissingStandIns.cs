namespace Mlops.Sdk;

/// <summary>
/// FastTree and FastForest leave out every row in which a feature is missing, without a word. So while they learn, a missing value is shown to them as a number below the smallest of its
/// column: they can split it off, and the direction found is kept in the neutral tree, where a missing value stays missing.
/// </summary>
internal static class MissingStandIns
{
    /// <summary>The number that stands for a missing value of each column; NaN where nothing is missing. Null if that is so in all.</summary>
    public static float[]? Of(IReadOnlyList<Column> columns)
    {
        float[] standIns = new float[columns.Count];
        bool any = false;
        for (int i = 0; i < standIns.Length; i++)
        {
            standIns[i] = Of(columns[i]);
            any |= !float.IsNaN(standIns[i]);
        }

        return any ? standIns : null;
    }

    private static float Of(Column column)
    {
        float smallest = float.PositiveInfinity;
        float largest = float.NegativeInfinity;
        bool missing = false;
        float[] values = new float[column.Length];
        column.CopyNumbers(0, values);
        foreach (float value in values)
        {
            missing |= float.IsNaN(value);
            if (!float.IsFinite(value))
                continue;
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }

        if (!missing)
            return float.NaN;
        if (!float.IsFinite(smallest))
            return -1;
        float below = smallest - Math.Max(1, largest - smallest);
        return below < smallest && float.IsFinite(below) ? below : MathF.BitDecrement(smallest);
    }
}
