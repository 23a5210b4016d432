namespace Strata.Guard.Tests;

/// <summary>Single writings, and the near misses that are none. Nothing is expected between them but what is said.</summary>
public sealed class DetectorTests
{
    [Theory]
    [InlineData("mail bob@example.com.", "EMAIL=bob@example.com")]
    [InlineData("<bob.smith+x@mail.example.co.uk>", "EMAIL=bob.smith+x@mail.example.co.uk")]
    [InlineData("mailto:bob@example.com?subject=x", "EMAIL=bob@example.com")]
    [InlineData("联系a@example.com谢谢", "EMAIL=a@example.com")]
    [InlineData("a@b, @types/node, x@localhost, logo@2x.png, lodash@4.17.21", "")]
    [InlineData("https://bob@example.com/x and git@github.com:a/b.git", "")]
    [InlineData("card 4111 1111 1111 1111 12/27", "CREDIT_CARD=4111 1111 1111 1111")]
    [InlineData("378282246310005, 3782 822463 10005", "CREDIT_CARD=378282246310005 CREDIT_CARD=3782 822463 10005")]
    [InlineData("4111 1111 1111 1112 and 0.4111111111111111 and 4111-1111-1111-1111-9", "")]
    [InlineData("order 4111111111111111 and 4444444444444444", "")]
    [InlineData("GB82 WEST 1234 5698 7654 32 and DE89370400440532013000", "IBAN=GB82 WEST 1234 5698 7654 32 IBAN=DE89370400440532013000")]
    [InlineData("GB82 WEST 1234 5698 7654 33 and ZZ89370400440532013000", "")]
    [InlineData("ssn 219 45 1234; 219-45-1234; social security number: 219451234", "US_SSN=219 45 1234 US_SSN=219-45-1234 US_SSN=219451234")]
    [InlineData("000-12-3456 666-12-3456 900-12-3456 219-00-1234 219-45-0000 219 45 1234 219451234", "")]
    [InlineData("from 192.0.2.17:443 to 2001:db8::8a2e:370:7334 and ::ffff:192.0.2.1", "IP=192.0.2.17 IP=2001:db8::8a2e:370:7334 IP=::ffff:192.0.2.1")]
    [InlineData("v1.2.3.4 version 1.2.3.4 1.2.3.4.5 01.2.3.4 256.1.1.1 1.2.3 127.0.0.1 12:30:45 a::b std::x 00:1b:44:11:3a:b7", "")]
    [InlineData("+49 (0)30 901820, (415) 555-2671, 020 7946 0018, 06.12.34.56.78", "PHONE=+49 (0)30 901820 PHONE=(415) 555-2671 PHONE=020 7946 0018 PHONE=06.12.34.56.78")]
    [InlineData("tel. 98765 43210; phone: 5552671; 手机13812345678", "PHONE=98765 43210 PHONE=5552671 PHONE=13812345678")]
    [InlineData("+40.71280, 555-2671, 2026-11-21, 1 234 567, (2019) 123-4567, +0100, 12345678", "")]
    public void Personal(string text, string found) => Assert.Equal(found, Guards.Found(text));

    [Theory]
    [InlineData("AKIAIOSFODNN7ABCDEFG xAKIAIOSFODNN7ABCDEFG AKIAIOSFODNN7ABCDEFGH", "AWS_ACCESS_KEY=AKIAIOSFODNN7ABCDEFG")]
    [InlineData("password=\"Tr0ub4dor&3\", pwd: hunter2hunter2!", "GENERIC_SECRET=Tr0ub4dor&3 GENERIC_SECRET=hunter2hunter2!")]
    [InlineData("{\"clientSecret\":\"a8Fk20dkWq8\\\"\"}", "GENERIC_SECRET=a8Fk20dkWq8")]
    [InlineData("https://bob:Xy7pQ2mn@example.com/", "GENERIC_SECRET=Xy7pQ2mn")]
    [InlineData("redis://:s3cr3tPa55@cache:6379/0.", "DB_URL=redis://:s3cr3tPa55@cache:6379/0")]
    [InlineData("jdbc:postgresql://db/app?user=x&password=q8Zk20x", "DB_URL=postgresql://db/app?user=x&password=q8Zk20x")]
    [InlineData("postgres://user:password@host/db postgres://host/db redis://cache mysql://a:${P}@h/d", "")]
    [InlineData("token == \"a8Fk20dkWq8\"; if (password != x1y2z3w4v5) {}", "")]
    [InlineData("max_tokens: 40960000 next_page_token=abc123def456 secret_name: prod-db-01 password_hash: 5f4dcc3b5aa765d6", "")]
    [InlineData("OPENAI_API_KEY=sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI3kM5oQ7", "OPENAI_KEY=sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI3kM5oQ7")]
    public void Secrets(string text, string found) => Assert.Equal(found, Guards.Found(text));

    [Fact]
    public void A_detector_that_no_rule_names_finds_nothing()
    {
        var policy = Guards.Of("EMAIL", GuardAction.Redact);

        Assert.Equal("[EMAIL] 4111 1111 1111 1111", policy.Apply(GuardDirection.Input, "a@example.com 4111 1111 1111 1111").Text);
    }
}
