namespace Mlops.Sdk;

/// <summary>Asks those recognisers that the shape of a text leaves possible.</summary>
internal ref struct TextClassifier
{
    private static readonly ulong s_numberSigns = TextShape.SetOf("+-.,'()");
    private static readonly ulong s_dateSigns = TextShape.SetOf("-/.:,+");
    private static readonly ulong s_phoneSigns = TextShape.SetOf("+-.()/");
    private static readonly ulong s_nameSigns = TextShape.SetOf("'-.,");
    private static readonly ulong s_addressSigns = TextShape.SetOf("-.,/#'");

    private static readonly ulong s_notPhones = TextKinds.Bit(SemanticType.IPv4) | TextKinds.Bit(SemanticType.Decimal) | TextKinds.Bit(SemanticType.DateTime) | TextKinds.Bit(SemanticType.Date) | TextKinds.Bit(SemanticType.Ssn) | TextKinds.Bit(SemanticType.PaymentCard);

    private readonly ReadOnlySpan<byte> _text;
    private readonly ref readonly TextShape _shape;
    private ulong _kinds;
    private DateNotation _date;
    private NumberNotation _number;
    private int _null;

    private TextClassifier(ReadOnlySpan<byte> text, in TextShape shape)
    {
        _text = text;
        _shape = ref shape;
        _null = -1;
    }

    /// <summary>What a text is, which is not empty and has no space at its ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shape">Its shape.</param>
    public static TextFacts Classify(ReadOnlySpan<byte> text, in TextShape shape)
    {
        var one = new TextClassifier(text, shape);
        if (text.Length > TextShape.Window) one.Long();
        else if (shape.Digits == shape.All) one.Digits();
        else if (shape.Digits == 0) one.Words();
        else if (shape.Letters == 0) one.Figures();
        else one.Mixed();
        return new TextFacts(one._kinds, one._date, one._number, one._null, EmbeddedPii.Find(text, shape, one._kinds));
    }

    private void Add(SemanticType type, bool holds)
    {
        if (holds) _kinds |= TextKinds.Bit(type);
    }

    private void Add(int kind, bool holds)
    {
        if (holds) _kinds |= TextKinds.Bit(kind);
    }

    private void Digits()
    {
        int length = _text.Length;
        Add(SemanticType.Integer, true);
        _number = NumberNotation.Plain;
        Add(TextKinds.LeadingZero, length > 1 && _text[0] == '0');
        if (length == 1) Add(TextKinds.Binary, _text[0] <= '1');
        else if (length is >= 3 and <= 6) Null();
        else if (length == 8) Date();
        else if (length == 9) Add(TextKinds.BareSsn, SsnText.IsBare(_text));
        else if (length is 10 or 11) Add(TextKinds.BarePhone, PhoneText.IsBare(_text));
        else if (length is >= 13 and <= 19) Card();
        else if (length >= 32) Add(SemanticType.Hash, HexText.IsHash(_text));
    }

    // Digits with signs and spaces, no letters.
    private void Figures()
    {
        int digits = _shape.DigitCount, length = _text.Length, signs = _shape.SignCount;
        byte first = _text[0];
        if (_shape.HasOnly(s_numberSigns) && !(first == '+' && _shape.Spaces != 0)) Number();
        if (_shape.Has('%')) Percentage();
        if (_shape.Has('$') || _shape.High != 0) Money();
        bool point = _shape.Has('.');
        if (digits >= 3 && Bytes.IsDigit(first) && signs + (point ? 0 : 1) > 1 && _shape.HasOnly(s_dateSigns) && _shape.High == 0) Date();
        if (first is (byte)'-' or (byte)'0' or (byte)'1' or (byte)'9') Null();
        if (point && signs >= 2) Pointed(digits, signs);
        if (_shape.Has(':')) Addresses();
        if (digits is >= 13 and <= 19 && length > 13) Card();
        if (length == 11) Add(SemanticType.Ssn, SsnText.Is(_text));
        if (digits is >= 7 and <= 17 && (_kinds & s_notPhones) == 0 && _shape.HasOnly(s_phoneSigns)) Add(SemanticType.Phone, PhoneText.Is(_text));
        if (length is 36 or 38) Add(SemanticType.Guid, HexText.IsGuid(_text, _shape));
        Marked();
    }

    private void Pointed(int digits, int signs)
    {
        if (signs >= 3) Add(SemanticType.IPv4, NetworkText.IsIPv4(_text));
        if (_shape.Spaces == 0 && (_kinds & (TextKinds.Bit(SemanticType.IPv4) | TextKinds.Bit(SemanticType.Decimal))) == 0) Add(SemanticType.SemanticVersion, NameText.IsVersion(_text));
        if (digits >= 5 && (_shape.Has(',') || _shape.Has(';') || _shape.Spaces != 0)) Add(SemanticType.Coordinates, PlaceText.Is(_text));
    }

    // Letters and digits.
    private void Mixed()
    {
        int digits = _shape.DigitCount, letters = _shape.LetterCount, length = _text.Length;
        bool plain = (_shape.Signs | _shape.Spaces) == 0;
        if (letters == 1 && _shape.HasOnly(s_numberSigns)) Number();
        if (letters is 2 or 3 || _shape.Has('$') || _shape.High != 0) Money();
        bool compact = plain && length is 15 or 16 && _text[8] == 'T';
        if ((!plain || compact) && (digits >= 3 || letters == 2) && letters <= DateText.MostLetters && _shape.HasOnly(s_dateSigns)) Date();
        if ((_kinds & TextKinds.Bit(SemanticType.DateTime)) != 0) return;
        if (length is 36 or 38) Add(SemanticType.Guid, HexText.IsGuid(_text, _shape));
        if (plain && length >= 32 && _shape.Hex == _shape.All) Add(SemanticType.Hash, HexText.IsHash(_text));
        if (digits >= 3 && length >= 15) Add(SemanticType.Iban, IbanText.Is(_text));
        if (_shape.Has(':')) Addresses();
        else if (length is 14 or 17 or 19 or 23) Add(SemanticType.MacAddress, HexText.IsMac(_text));
        if (_shape.Has('.') && digits >= 3 && _shape.Spaces == 0) Add(SemanticType.SemanticVersion, NameText.IsVersion(_text));
        if (!plain && digits >= 8 && letters <= 3 && _shape.HasOnly(s_phoneSigns)) Add(SemanticType.Phone, PhoneText.Is(_text));
        if (_shape.Has('.') && _text[0] is (byte)'P' or (byte)'p') Add(SemanticType.Coordinates, PlaceText.Is(_text));
        if (_shape.Has('#') && length < 16) Null();
        if (SecretText.MayBe(_text)) Add(SemanticType.Secret, SecretText.Is(_text));
        if (_shape.Spaces != 0 && letters >= 3 && _shape.HasOnly(s_addressSigns)) Add(TextKinds.AddressLike, true);
        Named();
        Marked();
    }

    // No digits.
    private void Words()
    {
        int length = _text.Length;
        if (_shape.Letters == _shape.All)
        {
            if (length is 2 or 3) _kinds |= CodeText.Of(_text);
            if (length <= 5) Add(SemanticType.Boolean, BooleanText.Is(_text));
        }

        if (length <= 14) Null();
        if (length is 5 or 7 or 10 && _shape.Has('-') | _shape.Has('_')) Add(SemanticType.Language, CodeText.IsLanguageTag(_text));
        if (_shape.Controls == 0 && _shape.HasOnly(s_nameSigns) && (_shape.Letters | _shape.High) != 0 && length >= 2 && _null < 0)
            Add(TextKinds.NameLike, System.Numerics.BitOperations.PopCount(_shape.Spaces) <= 4);
        if (length >= 32 && _shape.Hex == _shape.All) Add(SemanticType.Hash, HexText.IsHash(_text));
        if (_shape.SignSet == 0) return;
        if (_shape.Has(':')) Addresses();
        else if (length is 14 or 17 or 19 or 23) Add(SemanticType.MacAddress, HexText.IsMac(_text));
        if (SecretText.MayBe(_text)) Add(SemanticType.Secret, SecretText.Is(_text));
        if (length is 36 or 38) Add(SemanticType.Guid, HexText.IsGuid(_text, _shape));
        Named();
        Marked();
    }

    // More than a window.
    private void Long()
    {
        if (_text.Length is 96 or 128) Add(SemanticType.Hash, HexText.IsHash(_text));
        if (SecretText.MayBe(_text)) Add(SemanticType.Secret, SecretText.Is(_text));
        Named();
        Marked();
    }

    // What is told by an at sign, a colon or a slash within.
    private void Named()
    {
        if (_shape.Has('@') && _shape.Spaces == 0) Add(SemanticType.Email, EmailText.Is(_text));
        bool url = _shape.Has(':') && _shape.Has('/');
        if (url || (_shape.Has('.') && _text[0] is (byte)'w' or (byte)'W')) Add(SemanticType.Url, _shape.Spaces == 0 && UrlText.Is(_text));
        if (_shape.Has('/') && !_shape.Has(':')) Add(SemanticType.MimeType, Bytes.IsLower(_text[0]) && NameText.IsMime(_text));
    }

    // What is told by its first sign.
    private void Marked()
    {
        byte first = _text[0];
        if (first == '#') Add(SemanticType.HexColor, HexText.IsColor(_text));
        else if (first is (byte)'{' or (byte)'[') Add(SemanticType.Json, JsonText.Is(_text));
        else if (first is (byte)'/' or (byte)'~' or (byte)'.' or (byte)'\\' || (_shape.Has(':') && Bytes.IsLetter(first))) Add(SemanticType.FilePath, NameText.IsPath(_text));
    }

    private void Addresses()
    {
        // Letters beyond f stand in the zone of an address only, after a percent sign.
        if ((_shape.Letters & ~_shape.Hex) != 0 && !_shape.Has('%')) return;
        Add(SemanticType.MacAddress, HexText.IsMac(_text));
        Add(SemanticType.IPv6, _shape.Spaces == 0 && NetworkText.IsIPv6(_text));
    }

    private void Card()
    {
        bool shaped = CardText.HasShape(_text, out bool passes);
        Add(TextKinds.CardShape, shaped);
        Add(SemanticType.PaymentCard, passes);
    }

    private void Number()
    {
        SemanticType type = NumberText.Read(_text, _shape.Letters != 0, out _number);
        if (type != SemanticType.Text && _number == NumberNotation.GroupedByPoint && NetworkText.IsIPv4(_text)) (type, _number) = (SemanticType.Text, NumberNotation.None);
        if (type != SemanticType.Text) Add(type, true);
        if (_number == NumberNotation.Plain) Add(TextKinds.LeadingZero, Bytes.Trim(_text) is [(byte)'+' or (byte)'-', (byte)'0', _, ..]);
    }

    private void Percentage() => Add(SemanticType.Percentage, MoneyText.IsPercentage(_text, out _number));

    private void Money() => Add(SemanticType.Money, MoneyText.Is(_text, out NumberNotation notation) && (_number = notation) != NumberNotation.None);

    private void Date()
    {
        SemanticType type = DateText.Read(_text, out _date);
        if (type != SemanticType.Text) Add(type, true);
    }

    private void Null()
    {
        _null = NullText.Find(_text);
        if (_null >= 0) Add(NullText.IsWord(_null) ? TextKinds.NullWord : TextKinds.Sentinel, true);
    }
}
