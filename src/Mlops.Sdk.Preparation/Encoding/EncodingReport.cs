using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which columns became which numbers.</summary>
public sealed class EncodingReport : Report
{
    private const int IdentifierRows = 20;

    private readonly EncodingState _state;

    internal EncodingReport(EncodingState state)
        : base("Encoding", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "encoding";

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder("Encoding").Section("Columns")
        .Facts(("Columns encoded", _state.Columns.Length), ("Columns made", _state.Columns.Sum(code => code.Outputs.Length)), ("Rows", _state.Rows))
        .Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("Type"), ReportColumn.Text("Method"), ReportColumn.Number("Levels"), ReportColumn.Number("Made"), ReportColumn.Text("Columns")],
            _state.Columns.Select(code => (IReadOnlyList<ReportCell>)[code.Name, code.Type.ToString(), code.Method, (double?)code.LevelCount, code.Outputs.Length, Names(code)]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.EncodingState);
    }

    private static string Names(ColumnCode code) => code.Outputs.Length <= 4 ? string.Join(", ", code.Outputs) : $"{string.Join(", ", code.Outputs.Take(3))}, ...";

    private static IEnumerable<Finding> FindingsOf(EncodingState state)
    {
        foreach (ColumnCode code in state.Columns)
        {
            switch (code)
            {
                case DroppedCode { Type: ColumnType.Text } dropped:
                    yield return new Finding("PREP401", Severity.Warning, code.Name, $"Text '{code.Name}' was left out: {dropped.Reason}. Take EncodingMethod.HashedNgrams or Hashing, raise EncodingOptions.MaxTextLevels, or give it the role Ignored.");
                    break;
                case DroppedCode dropped:
                    yield return new Finding("PREP402", Severity.Info, code.Name, $"Timestamp '{code.Name}' was left out: {dropped.Reason}.");
                    break;
                case HashedNgramsCode { Type: ColumnType.Text } words:
                    yield return new Finding("PREP405", Severity.Info, code.Name, FormattableString.Invariant($"The words of text '{code.Name}' are counted in {words.Outputs.Length} columns. EncodingMethod.HashedNgrams sets how many, and takes words in a row too; the role Ignored leaves the text out."));
                    break;
                case NumberTextCode numbers:
                    yield return new Finding("PREP406", Severity.Info, code.Name, $"Text '{code.Name}' is read as numbers with the decimal mark '{numbers.DecimalMark}'; where there is none it is their median, {ReportNumber.Format(numbers.Median)}. Read it so where the data comes from: data.ParseNumbers(\"{code.Name}\"{(numbers.DecimalMark == ',' ? ", decimalMark: ','" : "")}).");
                    break;
                case OneHotCode { RareLevels: > 0 } oneHot:
                    yield return new Finding("PREP403", Severity.Info, code.Name, FormattableString.Invariant($"{oneHot.RareLevels} rare levels of '{code.Name}' ({oneHot.RareRows} of {state.Rows} rows) share one column."));
                    break;
            }

            if (state.Rows >= IdentifierRows && code.LevelCount > state.Rows / 2)
                yield return new Finding("PREP404", Severity.Warning, code.Name, FormattableString.Invariant($"Column '{code.Name}' has {code.LevelCount} levels in {state.Rows} rows; it may name rows rather than describe them. If so, give it the role Id."));
        }
    }
}
