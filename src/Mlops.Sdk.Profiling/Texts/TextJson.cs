using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What texts hold and what of persons there is, in JSON.</summary>
internal static class TextJson
{
    public static void Write(Utf8JsonWriter writer, ColumnProfile column)
    {
        if (!column.Pii.IsEmpty) WritePii(writer, column);
        if (column.Text is not { } text) return;
        writer.WriteStartObject("text");
        writer.WriteString("semantic_type", text.Type.ToString());
        writer.WriteReal("type_share", text.TypeShare);
        writer.WriteBoolean("declared", text.IsDeclared);
        writer.WriteNumber("misfits", text.Misfits);
        WriteExamples(writer, "counterexamples", text.Counterexamples);
        writer.WriteStartArray("types");
        foreach (TypeCount type in text.Types)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type.Type.ToString());
            writer.WriteNumber("count", type.Count);
            writer.WriteReal("share", type.Share);
            WriteExamples(writer, "examples", type.Examples);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCounts(writer, text);
        WritePatterns(writer, text);
        WriteVariants(writer, text);
        writer.WriteEndObject();
    }

    private static void WritePii(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartArray("pii");
        foreach (PiiFact fact in column.Pii)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", fact.Kind.ToString());
            writer.WriteNumber("count", fact.Count);
            writer.WriteNumber("within", fact.Within);
            writer.WriteReal("share", fact.Share);
            writer.WriteString("evidence", fact.Evidence.ToString());
            writer.WriteString("severity", fact.Severity.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter writer, TextProfile text)
    {
        foreach ((string name, long count) in (ReadOnlySpan<(string, long)>)[
            ("texts", text.Texts), ("values", text.Values), ("empty", text.Empty), ("blank", text.Blank), ("null_words", text.NullWords), ("outer_spaces", text.OuterSpaces), ("double_spaces", text.DoubleSpaces),
            ("leading_zeros", text.LeadingZeros), ("not_ascii", text.NotAscii), ("with_controls", text.WithControls), ("with_replacements", text.WithReplacements), ("invalid", text.Invalid), ("double_encoded", text.DoubleEncoded)])
            writer.WriteNumber(name, count);
        writer.WriteStartObject("null_spellings");
        foreach (NullSpelling spelling in text.NullSpellings) writer.WriteNumber(spelling.Spelling, spelling.Count);
        writer.WriteEndObject();
        writer.WriteStartObject("date_notations");
        foreach (NotationCount<DateNotation> notation in text.DateNotations) writer.WriteNumber(notation.Notation.ToString(), notation.Count);
        writer.WriteEndObject();
        writer.WriteString("date_order", text.DateOrder.ToString());
        writer.WriteStartObject("number_notations");
        foreach (NotationCount<NumberNotation> notation in text.NumberNotations) writer.WriteNumber(notation.Notation.ToString(), notation.Count);
        writer.WriteEndObject();
        writer.WriteString("decimal_mark", text.DecimalMark?.ToString());
    }

    private static void WritePatterns(Utf8JsonWriter writer, TextProfile text)
    {
        writer.WriteString("pattern_detail", text.PatternDetail.ToString());
        writer.WriteNumber("pattern_count", text.PatternCount);
        writer.WriteStartArray("patterns");
        foreach (PatternShare pattern in text.Patterns)
        {
            writer.WriteStartObject();
            writer.WriteString("mask", pattern.Mask);
            writer.WriteNumber("count", pattern.Count);
            writer.WriteReal("share", pattern.Share);
            if (pattern.Prefix.Length > 0) writer.WriteString("prefix", pattern.Prefix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("lengths");
        writer.WriteReal("min", text.LeastLength);
        writer.WriteReal("mean", text.MeanLength);
        writer.WriteReal("median", text.MedianLength);
        writer.WriteReal("max", text.GreatestLength);
        writer.WriteEndObject();
        writer.WriteReal("words_mean", text.MeanWords);
        writer.WriteNumber("words_max", text.GreatestWords);
        writer.WriteStartObject("characters");
        foreach (CharacterShare one in text.Characters) writer.WriteReal(one.Class.ToString(), one.Share);
        writer.WriteEndObject();
    }

    private static void WriteVariants(Utf8JsonWriter writer, TextProfile text)
    {
        writer.WriteStartObject("variants");
        writer.WriteReal("groups", text.Variants.Groups);
        writer.WriteReal("least", text.Variants.LeastGroups);
        writer.WriteReal("most", text.Variants.MostGroups);
        writer.WriteStartArray("examples");
        foreach (SpellingGroup group in text.Variants.Examples)
        {
            writer.WriteStartObject();
            WriteExamples(writer, "spellings", group.Spellings);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray("near_duplicates");
        foreach (NearDuplicate near in text.NearDuplicates)
        {
            writer.WriteStartObject();
            writer.WriteString("rare", near.Rare);
            writer.WriteNumber("rare_count", near.RareCount);
            writer.WriteString("frequent", near.Frequent);
            writer.WriteNumber("frequent_count", near.FrequentCount);
            writer.WriteNumber("distance", near.Distance);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteExamples(Utf8JsonWriter writer, string name, IEnumerable<TextExample> examples)
    {
        writer.WriteStartArray(name);
        foreach (TextExample example in examples)
        {
            writer.WriteStartObject();
            writer.WriteString("text", example.Text);
            writer.WriteNumber("count", example.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
