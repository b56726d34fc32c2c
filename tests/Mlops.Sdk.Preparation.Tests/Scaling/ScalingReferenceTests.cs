using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Scaling;

/// <summary>Scalers against scikit-learn and SciPy (tests/ReferenceData/preparation/generate_encoding.py).</summary>
public sealed class ScalingReferenceTests
{
    private static readonly JsonElement s_reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "encoding.json"))).RootElement;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (JsonElement one in s_reference.GetProperty("scalers").EnumerateArray()) cases.Add(one.GetProperty("table").GetString()!, one.GetProperty("method").GetString()!);
            return cases;
        }
    }

    public static TheoryData<string> Powers => [.. s_reference.GetProperty("powers").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transform_OfATable_EqualsScikitLearn(string table, string name)
    {
        JsonElement expected = s_reference.GetProperty("scalers").EnumerateArray().Single(one => one.GetProperty("table").GetString() == table && one.GetProperty("method").GetString() == name);
        (double[][] columns, _) = Reference.Read(table);
        columns = columns[..6];
        Dataset shown = new NumberScaler(new() { Method = Method(name) }).Fit(Reference.ToDataset(columns)).Transform(Reference.ToDataset([.. expected.GetProperty("input").EnumerateArray().Select(Numbers)]));
        for (int i = 0; i < columns.Length; i++)
        {
            double[] wanted = Numbers(expected.GetProperty("shown")[i]), actual = shown[i.ToString(CultureInfo.InvariantCulture)].ToNumbers().ToArray();
            for (int row = 0; row < wanted.Length; row++)
            {
                if (double.IsNaN(wanted[row])) Assert.True(double.IsNaN(actual[row]));
                else Assert.Equal(wanted[row], actual[row], (name == "yeo_johnson" ? 1e-6 : 1e-9) * Math.Max(1, Math.Abs(wanted[row])));
            }

            if (name == "yeo_johnson") Assert.Equal(expected.Numbers("lambdas")[i], YeoJohnson.Lambda(columns[i]), 1e-6 * Math.Max(1, Math.Abs(expected.Numbers("lambdas")[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Powers))]
    public void YeoJohnson_OfASample_EqualsSciPy(string name)
    {
        JsonElement expected = s_reference.GetProperty("powers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        double[] values = expected.Numbers("values");
        foreach (JsonProperty one in expected.GetProperty("likelihood").EnumerateObject())
        {
            double lambda = double.Parse(one.Name, CultureInfo.InvariantCulture), likelihood = one.Value.GetDouble();
            Assert.Equal(likelihood, YeoJohnson.LogLikelihood(values, lambda), 1e-8 * Math.Max(1, Math.Abs(likelihood)));
        }

        foreach (JsonProperty one in expected.GetProperty("transformed").EnumerateObject())
            for (int i = 0; i < one.Value.GetArrayLength(); i++) Assert.Equal(one.Value[i].GetDouble(), YeoJohnson.Of(values[i], double.Parse(one.Name, CultureInfo.InvariantCulture)), 1e-12 * Math.Max(1, Math.Abs(one.Value[i].GetDouble())));

        // Where the likelihood is so flat that SciPy stops early, ours has to be at least as likely.
        double found = YeoJohnson.Lambda(values), wanted = expected.GetProperty("lambda").GetDouble();
        Assert.True(Math.Abs(found - wanted) <= 1e-6 * Math.Max(1, Math.Abs(wanted)) || YeoJohnson.LogLikelihood(values, found) >= YeoJohnson.LogLikelihood(values, wanted), $"{name}: {found} and not {wanted}");
    }

    private static ScaleMethod Method(string name) => name switch
    {
        "standard" => ScaleMethod.Standard,
        "robust" => ScaleMethod.Robust(),
        "robust 10 to 90" => ScaleMethod.Robust(0.1, 0.9),
        "min_max" => ScaleMethod.MinMax(),
        "min_max -1 to 2, clipped" => ScaleMethod.MinMax(-1, 2, clip: true),
        "max_abs" => ScaleMethod.MaxAbs,
        "quantile uniform" => ScaleMethod.Quantile(quantiles: 100),
        "quantile normal" => ScaleMethod.Quantile(QuantileOutput.Normal, 100),
        _ => ScaleMethod.YeoJohnson(),
    };

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? double.NaN : item.GetDouble())];
}
