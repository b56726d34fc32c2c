using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class DatasetSummary
{
    private const uint Magic = 0x534D5344;
    private const int FormatVersion = ColumnSummary.WithSizes, OldestVersion = 3;

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to, in UTF-8.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        foreach (int option in (ReadOnlySpan<int>)[Options.ExactValues, Options.QuantileSketchSize, Options.DistinctPrecision, Options.FrequentValues, Options.SampledValues, Options.CorrelationColumns]) writer.Write(option);
        writer.Write(Options.Seed);
        writer.Write(RowCount);
        writer.Write(Schema.Count);
        foreach (Field field in Schema)
        {
            writer.Write(field.Name);
            writer.Write((byte)field.Type);
            writer.Write((byte)field.Role);
        }

        foreach (ColumnSummary column in Columns) column.WriteTo(writer);
        _coMoments?.WriteTo(writer);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from, in UTF-8.</param>
    /// <exception cref="MlopsException">MLO1051: the bytes are no such state.</exception>
    public static DatasetSummary ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            return Read(reader);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or FormatException or OverflowException)
        {
            throw new MlopsException("MLO1051", $"The stored dataset summary is damaged or not one: {exception.Message} Compute it again from the data.", exception);
        }
    }

    private static DatasetSummary Read(BinaryReader reader)
    {
        SummaryFormat.Require(reader.ReadUInt32() == Magic, "beginning");
        int version = reader.ReadInt32();
        if (version is < OldestVersion or > FormatVersion) throw new InvalidDataException($"It has format {version}; this version reads formats {OldestVersion} to {FormatVersion}.");
        var options = new DatasetSummaryOptions
        {
            ExactValues = reader.ReadInt32(), QuantileSketchSize = reader.ReadInt32(), DistinctPrecision = reader.ReadInt32(), FrequentValues = reader.ReadInt32(), SampledValues = reader.ReadInt32(), CorrelationColumns = reader.ReadInt32(), Seed = reader.ReadUInt64(),
        };
        options.Check();
        long rows = SummaryFormat.Count(reader, long.MaxValue, "row count");
        int count = reader.ReadInt32();
        SummaryFormat.Require(count >= 0, "column count");
        var fields = new List<Field>();
        for (int i = 0; i < count; i++)
        {
            var field = new Field(reader.ReadString(), (ColumnType)reader.ReadByte(), (ColumnRole)reader.ReadByte());
            SummaryFormat.Require(Enum.IsDefined(field.Type) && Enum.IsDefined(field.Role), "column type");
            fields.Add(field);
        }

        var summary = new DatasetSummary(new Schema(fields), options) { RowCount = rows };
        summary.Columns = [.. fields.Select(field => ColumnSummary.ReadFrom(reader, field, options, rows, version))];
        if (summary._coMoments is not null) summary._coMoments = CoMomentMatrix.ReadFrom(reader, summary._numeric.Length);
        return summary;
    }
}
