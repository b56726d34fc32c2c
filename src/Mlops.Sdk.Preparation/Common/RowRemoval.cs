namespace Mlops.Sdk;

/// <summary>What resamplers that leave rows out must not leave out.</summary>
internal static class RowRemoval
{
    /// <summary>Takes back the removal of what would be emptied; gives the classes that were spared, or an empty name for the whole data.</summary>
    public static string[] Spare(Dataset train, bool[] removed)
    {
        var spared = new List<string>();
        if (ClassCodes.TryRead(train) is { } classes)
        {
            int[] left = new int[classes.Names.Length];
            for (int row = 0; row < removed.Length; row++)
                if (!removed[row] && classes.Codes[row] >= 0) left[classes.Codes[row]]++;
            for (int row = 0; row < removed.Length; row++)
                if (classes.Codes[row] >= 0 && left[classes.Codes[row]] == 0) removed[row] = false;
            spared.AddRange(classes.Names.Where((_, code) => left[code] == 0));
        }

        if (removed.Length == 0 || removed.Contains(false)) return [.. spared];
        removed.AsSpan().Clear();
        return [""];
    }
}
