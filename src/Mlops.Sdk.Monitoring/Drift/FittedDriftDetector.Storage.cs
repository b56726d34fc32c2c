using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class FittedDriftDetector
{
    private const string Format = "mlops_drift";
    private const int FormatVersion = 1;
    private const string StateName = "state.json";

    /// <summary>Saves the detector in one file: a zip archive of JSON and numbers, as a model bundle is, with a hash of every entry. The same detector gives the same bytes. The file is whole or not there at all.</summary>
    /// <remarks>It holds options, level counts and at most <see cref="DriftOptions.MaxReferenceRows"/> values of each column, so it does not grow with the reference. Conventionally the name ends in <c>.mldrift</c>.</remarks>
    /// <param name="path">The file; its folder is made when it is not there.</param>
    public void Save(string path) => StateArchive.Save(path, Format, FormatVersion, Write);

    /// <summary>Writes the detector to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void Save(Stream stream) => StateArchive.Save(stream, Format, FormatVersion, Write);

    /// <summary>Loads a detector that <see cref="Save(string)"/> wrote; it gives the same reports to the bit. Every entry is checked before any is used.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BundleFormatException">MLO1301: the file is damaged, tampered with, or of another version or kind.</exception>
    public static FittedDriftDetector Load(string path) => StateArchive.Load(path, Format, FormatVersion, Read);

    /// <summary>Loads a detector from a stream that can seek.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="BundleFormatException">MLO1301: the bytes are damaged, tampered with, or of another version or kind.</exception>
    public static FittedDriftDetector Load(Stream stream) => StateArchive.Load(stream, Format, FormatVersion, Read);

    private void Write(BundleWriter writer)
    {
        writer.WriteJson(StateName, new DriftState
        {
            Options = Options,
            Seed = _seed,
            Rows = ReferenceRows,
            SampledRows = SampledRows,
            KnownColumns = [.. _known],
            Columns = [.. _columns.Select(DriftColumnState.Of)],
        }, DriftJson.Default.DriftState);
        for (int i = 0; i < _columns.Length; i++)
            if (_columns[i] is NumberBaseline numbers) writer.WriteBytes(EntryOf(i), DriftColumnState.Pack(numbers.Sorted));
    }

    private static FittedDriftDetector Read(BundleReader reader)
    {
        DriftState state = reader.ReadJson(StateName, DriftJson.Default.DriftState);
        DriftColumnState.Require(!state.Options.Problems().Any(), "options");
        DriftColumnState.Require(state.Rows > 0 && state.SampledRows is null or > 0, "number of rows");
        DriftColumnState.Require(state.Columns.Length > 0 && !state.Columns.Contains(null!) && !state.KnownColumns.Contains(null!), "list of columns");
        long most = Math.Min(state.Rows, state.SampledRows ?? state.Rows);
        ImmutableArray<ColumnBaseline> columns = [.. state.Columns.Select((column, i) => column.ToBaseline(state, most, () => reader.ReadBytes(EntryOf(i)).Span))];
        DriftColumnState.Require(columns.DistinctBy(column => column.Name, StringComparer.Ordinal).Count() == columns.Length, "list of columns");
        return new FittedDriftDetector(state.Options, state.Seed, state.Rows, state.SampledRows, columns, state.KnownColumns);
    }

    private static string EntryOf(int column) => FormattableString.Invariant($"columns/{column:00000}.bin");
}
