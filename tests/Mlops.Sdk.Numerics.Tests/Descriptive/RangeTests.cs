namespace Mlops.Sdk.Numerics.Tests;

public sealed class RangeTests
{
    [Fact]
    public void Range_MissingAnywhere_IsSkipped()
    {
        for (int length = 2; length < 80; length++)
        {
            for (int missing = 0; missing < length; missing += 3)
            {
                double[] values = [.. Enumerable.Range(0, length).Select(i => i == missing ? double.NaN : i - 20.0)];
                double[] kept = Descriptive.WithoutMissing(values);
                Assert.Equal((kept.Min(), kept.Max()), Descriptive.Range(values));
            }
        }

        Assert.Equal((double.NaN, double.NaN), Descriptive.Range([double.NaN, double.NaN]));
    }
}
