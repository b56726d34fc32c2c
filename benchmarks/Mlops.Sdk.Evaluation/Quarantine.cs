namespace Mlops.Sdk.Evaluation;

/// <summary>Writes the rows that break a rule to one CSV file, batch by batch.</summary>
internal static class Quarantine
{
    /// <returns>The number of rows written. A file without any has the header alone.</returns>
    public static long Save(DataRules rules, DataSource source, ValidationOptions options, string path, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using FileStream file = File.Create(path);
        long rows = 0;
        void Write(Dataset aside)
        {
            aside.SaveCsv(file, new() { HasHeader = rows == 0 }, cancellationToken);
            rows += aside.RowCount;
        }

        Dataset? first = null;
        foreach (Dataset accepted in source.WithRules(rules, Write, options: options).ReadBatches(cancellationToken: cancellationToken)) first ??= accepted;
        if (rows == 0 && first is not null) rules.Split(first.Slice(0, 0), options, cancellationToken: cancellationToken).Quarantined.SaveCsv(file, cancellationToken: cancellationToken);
        return rows;
    }
}
