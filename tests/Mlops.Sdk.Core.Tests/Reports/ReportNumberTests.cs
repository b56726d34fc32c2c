using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tests.Reports;

public sealed class ReportNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(41188, "41,188")]
    [InlineData(-41188, "-41,188")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(48213.457, "48,213")]
    [InlineData(123.456, "123.5")]
    [InlineData(0.00012345, "0.0001235")]
    [InlineData(0.000012345, "1.235e-5")]
    [InlineData(1.5e18, "1.5e18")]
    [InlineData(2e15, "2e15")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "-∞")]
    public void Format_General_ShowsFourDigits(double value, string expected) => Assert.Equal(expected, ReportNumber.Format(value));

    [Theory]
    [InlineData(0.25, ReportNumberFormat.Percent, "25%")]
    [InlineData(0.12345, ReportNumberFormat.Percent, "12.35%")]
    [InlineData(0.00012, ReportNumberFormat.Percent, "0.012%")]
    [InlineData(double.NaN, ReportNumberFormat.Percent, "NaN")]
    [InlineData(1234.5, ReportNumberFormat.Integer, "1,234")]
    [InlineData(-0.4, ReportNumberFormat.Integer, "0")]
    [InlineData(2024, ReportNumberFormat.Exact, "2024")]
    [InlineData(0.1234567, ReportNumberFormat.Exact, "0.1234567")]
    public void Format_Named_WritesThatForm(double value, ReportNumberFormat format, string expected) =>
        Assert.Equal(expected, ReportNumber.Format(value, format));

    [Fact]
    public void Format_Null_IsAnEnDash() => Assert.Equal("–", ReportNumber.Format((double?)null));
}
