using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>A whole number times a power of ten as the nearest double, ties to even: what the digits of a decimal number stand for.</summary>
/// <remarks>By two multiplications of 64 bits (Lemire: Number parsing at a gigabyte per second, 2021). Between the two powers every result is exact by its proof, so that there is no slow path; beyond them it does not answer.</remarks>
public static class DecimalScaling
{
    /// <summary>The least power of ten.</summary>
    public const int LeastPower = -27;

    /// <summary>The greatest power of ten.</summary>
    public const int GreatestPower = 55;

    private const int FractionBits = 52;
    private const int GuardBits = 3;

    // The upper 128 bits of 5^power, those of a negative power rounded up: high word, low word.
    private static ReadOnlySpan<ulong> Fives =>
    [
        0x9E74D1B791E07E48, 0x775EA264CF55347E, 0xC612062576589DDA, 0x95364AFE032A819E,
        0xF79687AED3EEC551, 0x3A83DDBD83F52205, 0x9ABE14CD44753B52, 0xC4926A9672793543,
        0xC16D9A0095928A27, 0x75B7053C0F178294, 0xF1C90080BAF72CB1, 0x5324C68B12DD6339,
        0x971DA05074DA7BEE, 0xD3F6FC16EBCA5E04, 0xBCE5086492111AEA, 0x88F4BB1CA6BCF585,
        0xEC1E4A7DB69561A5, 0x2B31E9E3D06C32E6, 0x9392EE8E921D5D07, 0x3AFF322E62439FD0,
        0xB877AA3236A4B449, 0x09BEFEB9FAD487C3, 0xE69594BEC44DE15B, 0x4C2EBE687989A9B4,
        0x901D7CF73AB0ACD9, 0x0F9D37014BF60A11, 0xB424DC35095CD80F, 0x538484C19EF38C95,
        0xE12E13424BB40E13, 0x2865A5F206B06FBA, 0x8CBCCC096F5088CB, 0xF93F87B7442E45D4,
        0xAFEBFF0BCB24AAFE, 0xF78F69A51539D749, 0xDBE6FECEBDEDD5BE, 0xB573440E5A884D1C,
        0x89705F4136B4A597, 0x31680A88F8953031, 0xABCC77118461CEFC, 0xFDC20D2B36BA7C3E,
        0xD6BF94D5E57A42BC, 0x3D32907604691B4D, 0x8637BD05AF6C69B5, 0xA63F9A49C2C1B110,
        0xA7C5AC471B478423, 0x0FCF80DC33721D54, 0xD1B71758E219652B, 0xD3C36113404EA4A9,
        0x83126E978D4FDF3B, 0x645A1CAC083126EA, 0xA3D70A3D70A3D70A, 0x3D70A3D70A3D70A4,
        0xCCCCCCCCCCCCCCCC, 0xCCCCCCCCCCCCCCCD, 0x8000000000000000, 0x0000000000000000,
        0xA000000000000000, 0x0000000000000000, 0xC800000000000000, 0x0000000000000000,
        0xFA00000000000000, 0x0000000000000000, 0x9C40000000000000, 0x0000000000000000,
        0xC350000000000000, 0x0000000000000000, 0xF424000000000000, 0x0000000000000000,
        0x9896800000000000, 0x0000000000000000, 0xBEBC200000000000, 0x0000000000000000,
        0xEE6B280000000000, 0x0000000000000000, 0x9502F90000000000, 0x0000000000000000,
        0xBA43B74000000000, 0x0000000000000000, 0xE8D4A51000000000, 0x0000000000000000,
        0x9184E72A00000000, 0x0000000000000000, 0xB5E620F480000000, 0x0000000000000000,
        0xE35FA931A0000000, 0x0000000000000000, 0x8E1BC9BF04000000, 0x0000000000000000,
        0xB1A2BC2EC5000000, 0x0000000000000000, 0xDE0B6B3A76400000, 0x0000000000000000,
        0x8AC7230489E80000, 0x0000000000000000, 0xAD78EBC5AC620000, 0x0000000000000000,
        0xD8D726B7177A8000, 0x0000000000000000, 0x878678326EAC9000, 0x0000000000000000,
        0xA968163F0A57B400, 0x0000000000000000, 0xD3C21BCECCEDA100, 0x0000000000000000,
        0x84595161401484A0, 0x0000000000000000, 0xA56FA5B99019A5C8, 0x0000000000000000,
        0xCECB8F27F4200F3A, 0x0000000000000000, 0x813F3978F8940984, 0x4000000000000000,
        0xA18F07D736B90BE5, 0x5000000000000000, 0xC9F2C9CD04674EDE, 0xA400000000000000,
        0xFC6F7C4045812296, 0x4D00000000000000, 0x9DC5ADA82B70B59D, 0xF020000000000000,
        0xC5371912364CE305, 0x6C28000000000000, 0xF684DF56C3E01BC6, 0xC732000000000000,
        0x9A130B963A6C115C, 0x3C7F400000000000, 0xC097CE7BC90715B3, 0x4B9F100000000000,
        0xF0BDC21ABB48DB20, 0x1E86D40000000000, 0x96769950B50D88F4, 0x1314448000000000,
        0xBC143FA4E250EB31, 0x17D955A000000000, 0xEB194F8E1AE525FD, 0x5DCFAB0800000000,
        0x92EFD1B8D0CF37BE, 0x5AA1CAE500000000, 0xB7ABC627050305AD, 0xF14A3D9E40000000,
        0xE596B7B0C643C719, 0x6D9CCD05D0000000, 0x8F7E32CE7BEA5C6F, 0xE4820023A2000000,
        0xB35DBF821AE4F38B, 0xDDA2802C8A800000, 0xE0352F62A19E306E, 0xD50B2037AD200000,
        0x8C213D9DA502DE45, 0x4526F422CC340000, 0xAF298D050E4395D6, 0x9670B12B7F410000,
        0xDAF3F04651D47B4C, 0x3C0CDD765F114000, 0x88D8762BF324CD0F, 0xA5880A69FB6AC800,
        0xAB0E93B6EFEE0053, 0x8EEA0D047A457A00, 0xD5D238A4ABE98068, 0x72A4904598D6D880,
        0x85A36366EB71F041, 0x47A6DA2B7F864750, 0xA70C3C40A64E6C51, 0x999090B65F67D924,
        0xD0CF4B50CFE20765, 0xFFF4B4E3F741CF6D,
    ];

    /// <summary>The double nearest to <c>significand * 10^power</c>.</summary>
    /// <param name="significand">Any whole number.</param>
    /// <param name="power">The power of ten.</param>
    /// <param name="value">The double.</param>
    /// <returns>False where the power is not between <see cref="LeastPower"/> and <see cref="GreatestPower"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryScale(ulong significand, int power, out double value)
    {
        value = 0;
        if (power is < LeastPower or > GreatestPower)
            return false;
        if (significand == 0)
            return true;
        int zeros = BitOperations.LeadingZeroCount(significand), at = 2 * (power - LeastPower);
        significand <<= zeros;
        ulong high = Math.BigMul(significand, Fives[at], out ulong low);

        // The lower word matters only where the bits below the fraction are all set.
        if ((high & (ulong.MaxValue >> (FractionBits + GuardBits))) == ulong.MaxValue >> (FractionBits + GuardBits))
        {
            ulong carry = Math.BigMul(significand, Fives[at + 1], out _);
            low += carry;
            if (carry > low)
                high++;
        }

        int upper = (int)(high >> 63), shift = upper + 64 - FractionBits - GuardBits;
        ulong fraction = high >> shift;

        // 10^power is 5^power * 2^power, and the exponent of 5^power is about power * log2(5).
        int exponent = ((217_706 * power) >> 16) + 63 + upper - zeros + 1023;

        // Halfway between two doubles, which small powers alone can be: to the even one.
        if (low <= 1 && power is >= -4 and <= 23 && (fraction & 3) == 1 && fraction << shift == high)
            fraction &= ~1UL;
        fraction = (fraction + (fraction & 1)) >> 1;
        if (fraction >= 2UL << FractionBits)
        {
            fraction = 1UL << FractionBits;
            exponent++;
        }

        value = BitConverter.UInt64BitsToDouble((fraction & ~(1UL << FractionBits)) | ((ulong)exponent << FractionBits));
        return true;
    }
}
