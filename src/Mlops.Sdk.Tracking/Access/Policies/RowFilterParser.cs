namespace Mlops.Sdk;

/// <summary>Reads the text of a row filter.</summary>
internal sealed class RowFilterParser : FilterGrammar<RowFilter, string>
{
    private RowFilterParser(string text)
        : base(text, mostComparisons: 1000, "write many values of one column as IN (...).")
    {
    }

    public static RowFilter Parse(string text) => new RowFilterParser(text).Whole();

    protected override RowFilter Any(List<RowFilter> filters) => new RowAny([.. filters]);

    protected override RowFilter All(List<RowFilter> filters) => new RowAll([.. filters]);

    protected override RowFilter Not(RowFilter filter) => new RowNot(filter);

    protected override RowFilter Denied(string field, RowFilter filter) => new RowNot(filter);

    protected override RowFilter Exists(string field) => new RowNot(new RowMissing(field));

    protected override RowFilter Missing(string field) => new RowMissing(field);

    protected override RowFilter In(string field) => new RowMembership(field, [.. List(Value)]);

    protected override RowFilter Like(string field, FilterToken word, bool ignoreCase) => new RowLike(field, TakeText("A text in quotes is expected here.").Text, ignoreCase);

    protected override RowFilter Compare(string field, FilterToken sign) => new RowComparison(
        field,
        sign.Text switch
        {
            "=" => RowComparisonSign.Equal,
            "!=" => RowComparisonSign.NotEqual,
            "<" => RowComparisonSign.Below,
            "<=" => RowComparisonSign.AtMost,
            ">" => RowComparisonSign.Above,
            _ => RowComparisonSign.AtLeast,
        },
        Value());

    protected override RowFilter? Constant() => Take("TRUE") ? new RowAll([]) : Take("FALSE") ? new RowAny([]) : null;

    protected override string Field() => Next.Kind is FilterTokenKind.Word or FilterTokenKind.Name
        ? Take().Text
        : throw Error("The name of a column is expected here; one with other characters than letters, digits and _ - / : is written in back-ticks.");

    private RowValue Value()
    {
        // Digits stay as they are written, so that long integers lose none.
        RowValue? value = Number() is double number ? double.IsInfinity(number) ? RowValue.OfNumber(number) : RowValue.OfDigits(Next.Text)
            : Next.Kind == FilterTokenKind.Text ? RowValue.OfText(Next.Text)
            : Next.Is("TRUE") ? RowValue.OfFlag(true)
            : Next.Is("FALSE") ? RowValue.OfFlag(false)
            : Next.Is("PRINCIPAL") ? RowValue.Reader
            : null;
        if (value is null) throw Error("A value is expected here: a text in quotes, a number, TRUE, FALSE or PRINCIPAL.");
        Take();
        return value;
    }
}
