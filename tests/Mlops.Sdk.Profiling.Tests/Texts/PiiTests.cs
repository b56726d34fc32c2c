using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Texts;

public sealed class PiiTests
{
    [Theory]
    [InlineData("Please write to bob.lee@example.com, thanks", PiiKind.Email)]
    [InlineData("paid with 4111 1111 1111 1111 on Monday", PiiKind.PaymentCard)]
    [InlineData("card=4111111111111111;exp=12/27", PiiKind.PaymentCard)]
    [InlineData("call +49 30 12345678 or come by", PiiKind.Phone)]
    [InlineData("my number is (212) 555-1234.", PiiKind.Phone)]
    [InlineData("SSN 123-45-6789 on file", PiiKind.NationalId)]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00 at the bank", PiiKind.BankAccount)]
    [InlineData("login from 192.168.0.12 failed", PiiKind.IpAddress)]
    [InlineData("{\"mail\": \"bob@example.com\"}", PiiKind.Email)]
    [InlineData("<bob@example.com>", PiiKind.Email)]
    [InlineData("ordered 12 pieces on 2024-03-01 for 1,234.50", PiiKind.None)]
    [InlineData("part 4111111111111112 and 1234567890123456", PiiKind.None)]
    [InlineData("meet @ 5 or ask me@home", PiiKind.None)]
    [InlineData("version 1.2.3 of 2024", PiiKind.None)]
    [InlineData("a very plain sentence without any of it", PiiKind.None)]
    public void Pii_WithinText_IsFound(string text, PiiKind kind)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.Equal(kind, TextClassifier.Classify(bytes, TextShape.Of(bytes)).Within);
        ColumnProfile column = new Dataset(TextColumn.FromValues("x", Enumerable.Repeat("a plain note", 99).Append(text))).Profile()["x"];
        Assert.Equal(kind == PiiKind.None ? [] : [(kind, 1L, 1L, 0.01, PiiEvidence.Values)], column.Pii.Select(fact => (fact.Kind, fact.Count, fact.Within, fact.Share, fact.Evidence)));
    }

    [Fact]
    public void Pii_AfterAMegabyte_IsNotLookedFor_AndWithin64KiBIs()
    {
        static ColumnProfile Of(int before) => new Dataset(TextColumn.FromValues("x", [new string('x', before) + " bob@example.com"])).Profile()["x"];
        Assert.Equal(PiiKind.Email, Of(60_000).PiiKinds);
        Assert.Equal(PiiKind.None, Of(70_000).PiiKinds);
    }

    [Theory]
    [InlineData("first_name", "Ann", PiiKind.PersonName)]
    [InlineData("LastName", "O'Neil", PiiKind.PersonName)]
    [InlineData("customerName", "Ann Lee", PiiKind.PersonName)]
    [InlineData("first_name", "12", PiiKind.None)]
    [InlineData("city", "Berlin", PiiKind.None)]
    [InlineData("date_of_birth", "1980-02-03", PiiKind.BirthDate)]
    [InlineData("street", "12 Main St.", PiiKind.PostalAddress)]
    [InlineData("email_address", "12 Main", PiiKind.None)]
    [InlineData("password", "hunter2", PiiKind.Secret)]
    [InlineData("passport_no", "C01X00T47", PiiKind.NationalId)]
    [InlineData("mobile", "2125551234", PiiKind.Phone)]
    [InlineData("account", "2125551234", PiiKind.None)]
    [InlineData("x", "00:1B:44:11:3A:B7", PiiKind.DeviceAddress)]
    public void Pii_OfNameAndValues_NeedsBoth(string name, string value, PiiKind kind) =>
        Assert.Equal(kind, new Dataset(TextColumn.FromValues(name, Enumerable.Repeat(value, 20))).Profile()[name].PiiKinds);

    [Fact]
    public void Pii_OfNumbers_IsFound()
    {
        long[] cards = [.. Enumerable.Range(0, 50).Select(i => Card(i))];
        long[] random = [.. cards.Select((card, i) => (card / 10 * 10) + (i % 10))];
        double[] lat = [.. Enumerable.Range(0, 50).Select(i => 52.1 + (i * 0.001))];
        ProfileReport report = new Dataset(
            new IntegerColumn("a", cards), new NumberColumn("b", cards.Select(card => (double)card).ToArray()), new IntegerColumn("order", random), new IntegerColumn("ssn", Enumerable.Range(0, 50).Select(i => 123456789L + (i * 10001)).ToArray()),
            new IntegerColumn("id", Enumerable.Range(0, 50).Select(i => 123456789L + (i * 10001)).ToArray()), new IntegerColumn("phone", Enumerable.Range(0, 50).Select(i => 2125551234L + i).ToArray()), new NumberColumn("latitude", lat), new NumberColumn("y", lat),
            new TimestampColumn("birthday", Enumerable.Range(0, 50).Select(i => new DateTime(1980, 1, 1).AddDays(i).Ticks).ToArray()), new IntegerColumn("birth_year", Enumerable.Range(0, 50).Select(i => 1950L + i).ToArray())).Profile();
        Assert.Equal(
            [PiiKind.PaymentCard, PiiKind.PaymentCard, PiiKind.None, PiiKind.NationalId, PiiKind.None, PiiKind.Phone, PiiKind.Location, PiiKind.None, PiiKind.BirthDate, PiiKind.BirthDate],
            report.Columns.Select(column => column.PiiKinds));
    }

    [Fact]
    public void NumberState_AnySplit_IsTheSame()
    {
        var random = new RandomStream(3);
        long[] values = [.. Enumerable.Range(0, 4000).Select(i => i % 3 == 0 ? Card(i) : (long)(random.NextUInt64() >> random.NextInt32(60)))];
        NumberState whole = Of(values), merged = Of(values[..1500]), rest = Of(values[1500..]);
        merged.Merge(rest);
        Assert.Equal((whole.Values, whole.CardShaped, whole.Cards, whole.Ssns, whole.Phones), (merged.Values, merged.CardShaped, merged.Cards, merged.Ssns, merged.Phones));
        string[] texts = [.. values.Where(value => value > 0).Select(value => value.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal(texts.Count(text => TextKinds.Has(TextSamples.Kinds(text), SemanticType.PaymentCard)), whole.Cards);

        static NumberState Of(long[] values)
        {
            var state = new NumberState();
            state.Add(new IntegerColumn("x", values));
            return state;
        }
    }

    internal static long Card(int number)
    {
        string digits = "4" + (number * 7919L % 100_000_000_000_000L).ToString("D14", CultureInfo.InvariantCulture);
        for (int check = 0; check < 10; check++)
            if (CardText.Luhn([.. (digits + check).Select(digit => (byte)(digit - '0'))])) return long.Parse(digits + check, CultureInfo.InvariantCulture);
        throw new InvalidOperationException();
    }
}
