using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Elements;

public sealed class ElementMathTests
{
    private delegate void Function(ReadOnlySpan<double> values, Span<double> results);

    private static readonly double[] s_odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 5e-324];

    // Most as in use, some out of range, some not finite: one of them must not change its neighbors.
    private static readonly Gen<double> s_value = Gen.Frequency(
        (20, Gen.Double[-10, 10]), (3, Gen.Double[-2000, 2000]), (1, Gen.Int[0, 5].Select(odd => s_odd[odd])));

    public static TheoryData<string> Names => ["exp", "log", "sigmoid"];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachNumber_AmongAnyOthers_IsAsAlone(string name) => s_value.Array[0, 60].Sample(values =>
    {
        (Function function, Func<double, double> scalar) = Of(name);
        if (name == "log") values = Array.ConvertAll(values, Math.Abs);
        for (int offset = 0; offset < 8; offset++)
        {
            double[] room = new double[values.Length + offset];
            values.CopyTo(room, offset);
            function(room.AsSpan(offset), room.AsSpan(offset));
            for (int i = 0; i < values.Length; i++)
            {
                double[] alone = [values[i]];
                function(alone, alone);
                Assert.Equal(BitConverter.DoubleToInt64Bits(alone[0]), BitConverter.DoubleToInt64Bits(room[offset + i]));
                double exact = scalar(values[i]);
                Assert.True(alone[0].Equals(exact) || Math.Abs(alone[0] - exact) <= 1e-15 * Math.Abs(exact), $"{name}({values[i]:R}) is {exact:R}, got {alone[0]:R}");
            }
        }
    });

    [Fact]
    public void SinCos_AtAnyPlace_IsTheSameToTheBitAndRight() => s_value.Array[0, 60].Sample(values =>
    {
        double[] sines = new double[values.Length], cosines = new double[values.Length];
        ElementMath.SinCos(values, sines, cosines);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(Math.Sin(values[i]), sines[i], 1e-15);
            Assert.Equal(Math.Cos(values[i]), cosines[i], 1e-15);
        }

        for (int offset = 1; offset < 8; offset++)
        {
            double[] room = new double[values.Length + offset], others = new double[values.Length + 7 - offset];
            values.CopyTo(room, offset);
            ElementMath.SinCos(room.AsSpan(offset), room.AsSpan(offset), others.AsSpan(7 - offset));
            Assert.Equal(Array.ConvertAll(sines, BitConverter.DoubleToInt64Bits), Array.ConvertAll(room[offset..], BitConverter.DoubleToInt64Bits));
            Assert.Equal(Array.ConvertAll(cosines, BitConverter.DoubleToInt64Bits), Array.ConvertAll(others[(7 - offset)..], BitConverter.DoubleToInt64Bits));
        }
    });

    [Fact]
    public void Exp_NoRoom_SaysHowMuch()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ElementMath.Exp([1, 2, 3], new double[2]));
        Assert.Contains("3 numbers", exception.Message, StringComparison.Ordinal);
    }

    private static (Function Function, Func<double, double> Scalar) Of(string name) => name switch
    {
        "exp" => (ElementMath.Exp, Math.Exp),
        "log" => (ElementMath.Log, Math.Log),
        _ => (ElementMath.Sigmoid, x => 1 / (1 + Math.Exp(-x))),
    };
}
