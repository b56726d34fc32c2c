using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Peers.Csv;

internal static class Generate
{
    private static readonly string[] Cities = ["Amsterdam", "Berlin", "Copenhagen", "Dublin", "Edinburgh", "Florence", "Geneva", "Helsinki"];
    private static readonly string[] Words = ["late", "delivery", "of", "the", "second", "order", "refund", "asked", "for", "by", "customer", "twice"];

    /// <summary>Two integers, a flag, three numbers of 4 to 17 digits with some missing, a category, a date and a quoted text.</summary>
    public static void Write(string path, int rows)
    {
        var random = new RandomStream(7);
        using var writer = new StreamWriter(path);
        writer.Write("id,amount,score,ratio,units,city,day,note\n");
        var first = new DateTime(2020, 1, 1);
        for (int row = 0; row < rows; row++)
        {
            string amount = (random.NextDouble() * 5000).ToString("F2", CultureInfo.InvariantCulture);
            string score = random.NextInt32(20) == 0 ? "" : random.NextGaussian().ToString("F6", CultureInfo.InvariantCulture);
            string ratio = random.NextDouble().ToString("R", CultureInfo.InvariantCulture);
            string day = first.AddDays(random.NextInt32(2000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string note = string.Join(' ', Enumerable.Range(0, 3 + random.NextInt32(5)).Select(_ => Words[random.NextInt32(Words.Length)]));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{row},{amount},{score},{ratio},{random.NextInt32(500)},{Cities[random.NextInt32(Cities.Length)]},{day},\"{note}, {row}\"\n"));
        }
    }
}
