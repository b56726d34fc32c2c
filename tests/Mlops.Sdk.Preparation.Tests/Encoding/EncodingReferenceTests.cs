using System.Text.Json;

namespace Mlops.Sdk.Preparation.Tests.Encoding;

/// <summary>Encoders against numbers of scikit-learn and NumPy (tests/ReferenceData/preparation/generate_encoding.py).</summary>
public sealed class EncodingReferenceTests
{
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "encoding.json"))).RootElement;

    public static TheoryData<string> Texts => [.. s_reference.GetProperty("texts").GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("method").GetString()!)];

    [Fact]
    public void WeightOfEvidence_EqualsItsFormula() => Check("woe", "label", EncodingMethod.WeightOfEvidence());

    [Fact]
    public void JamesStein_EqualsItsFormula_OfClassesAndNumbers()
    {
        Check("stein_label", "label", EncodingMethod.JamesStein());
        Check("stein_number", "number", EncodingMethod.JamesStein());
    }

    [Fact]
    public void Target_EqualsTargetEncoder() => Check("target", "number", EncodingMethod.Target(smoothing: 10));

    [Theory]
    [MemberData(nameof(Texts))]
    public void HashedNgrams_OfAllPairs_HaveTheProductsOfScikitLearn(string name)
    {
        JsonElement texts = s_reference.GetProperty("texts");
        string[] documents = [.. texts.GetProperty("documents").EnumerateArray().Select(one => one.GetString()!)];
        EncodingMethod method = name switch
        {
            "words" => EncodingMethod.HashedNgrams(60_000, normalize: false),
            "words 1 to 2" => EncodingMethod.HashedNgrams(60_000, to: 2, normalize: false),
            "characters 2 to 3" => EncodingMethod.HashedNgrams(60_000, NgramKind.Characters, 2, 3, normalize: false),
            "words, l2" => EncodingMethod.HashedNgrams(60_000),
            "words 1 to 2, idf, l2" => EncodingMethod.HashedNgrams(60_000, to: 2, idf: true, signed: false),
            _ => EncodingMethod.HashedNgrams(60_000, NgramKind.Characters, 3, 3, idf: true),
        };
        Dataset data = new(TextColumn.FromValues("t", documents));
        double[][] columns = [.. new CategoryEncoder(new() { Method = method }).Fit(data).Transform(data).Columns.Select(column => column.ToNumbers().ToArray()).Where(column => column.Any(value => value != 0))];
        JsonElement products = texts.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("method").GetString() == name).GetProperty("products");
        for (int i = 0; i < documents.Length; i++)
            for (int j = 0; j < documents.Length; j++) Assert.Equal(products[i][j].GetDouble(), columns.Sum(column => column[i] * column[j]), 1e-12);
    }

    private static void Check(string expected, string label, EncodingMethod method)
    {
        JsonElement evidence = s_reference.GetProperty("evidence");
        int[] levels = evidence.Integers("levels");
        Dataset data = new Dataset(CategoryColumn.FromValues("c", levels.Select(level => $"l{level}")), label == "label" ? CategoryColumn.FromValues("y", evidence.Integers(label).Select(value => value == 1 ? "yes" : "no")) : new NumberColumn("y", evidence.Numbers(label))).WithRole("y", ColumnRole.Label);
        FittedCategoryEncoder fitted = new CategoryEncoder(new() { Method = method }).Fit(data);
        double[] numbers = evidence.Numbers(expected), shown = fitted.Transform(new Dataset(CategoryColumn.FromValues("c", Enumerable.Range(0, numbers.Length).Select(level => $"l{level}"))))["c"].ToNumbers().ToArray();
        for (int level = 0; level < numbers.Length; level++) Assert.Equal(numbers[level], shown[level], 1e-10);
    }
}
